"""Which words point to what: classes of everyday and operations words in several languages, looked up by the word.

Nothing here is a name or the phrase of one incident. `stem*` is any word that begins so (five letters or more); several
words in a row are written with `_`. The classes are signals (`signals.py`), weighed by a fitted model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, count
from typing import TypeVar

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
STEM = 5
Known = TypeVar("Known")

# Verbs of work on systems: their forms are made below. What is being done or was done weighs otherwise than a plan.
VERBS = """restart reboot roll revert block delete scale drain switch promote disable enable stop start remove cancel kill
deploy push merge increase lower raise restore copy rebuild wipe pause resume purge flush apply patch replace move isolate
reroute throttle replay swap detach attach drop release ship upgrade downgrade pin bump unblock rotate revoke reset retry void
renew provision migrate mount shift route reindex resync evict cordon freeze unfreeze stage refund truncate vacuum reload
bypass bounce recycle cut clear reinstall re-enable undo redirect blackhole relaunch load run open turn bring set add change
install format resize warm seed import export transfer rsync checksum shut let hand"""
DOUBLING = {"checksum", "stop", "drop", "swap", "ship", "pin", "cut", "run", "set", "shut", "let", "reset", "format"}
PAST = {"freeze": "frozen froze", "undo": "undone", "cut": "cut", "run": "ran", "set": "set", "bring": "brought", "shut": "shut",
        "reset": "reset", "let": "let", "rebuild": "rebuilt"}  # fmt: skip

CLASSES: Mapping[str, str] = {
    "did": "executed killed failed_over took_down put_back rolled_out rolled_back taken_out done_by_hand neu_gestartet zurückgerollt "
    "gestartet gestoppt abgeschaltet umgestellt eingespielt ausgerollt gelöscht gesetzt wiederhergestellt eingespielt hochgefahren "
    "reiniciado reiniciamos reinicié desactivado revertido revertimos aplicado bloqueado detenido desplegado restaurado "
    "redémarré relancé annulé désactivé basculé coupé remonté restauré appliqué déployé remplacé installé "
    "reiniciei revertido revertemos desligado aplicado restaurado removido herstart teruggedraaid uitgezet gestopt "
    "startade rullade riavviato ripristinato disattivato",
    "doing": "failing_over bringing_up taking_out rolling starte stoppe rolle setze schalte fahre lösche spiele reiniciando revirtiendo "
    "restaurando aplicando je_relance je_redémarre je_coupe je_bascule reiniciando revertendo ik_herstart",
    "decide": "decision decisions decide decided deciding agreed agree approved approve proposal propose go_ahead go_for green_light let's lets "
    "the_plan plan options option instead hold_off do_it do_not don't first priority order_of go_no_go go_with we'll we_will "
    "we_are_going we_should call_it your_call freeze nothing_else no_changes nobody entscheid* entscheidung wir_machen wir_nehmen "
    "machen_wir lieber statt vorrang beschluss vamos decidimos decisión adelante paren hagamos en_vez orden prioridad "
    "on_décide décision décidons on_passe on_arrête on_achète d'abord priorité feu_vert interdit aucun decisão decidimos em_vez "
    "primeiro besluit we_doen we_gaan eerst beslut decisione procediamo",
    "escalate": "declare declaring declared sev sev0 sev1 sev2 sev3 sev4 sev-0 sev-1 sev-2 p0 p1 p2 escalat* paging paged page pager page_out on-call oncall commander "
    "ic incident_command incident_commander take_command i'm_ic lead leading war_room bridge raising_to raise_to wake pulling_in all_hands "
    "need_someone need_more anyone_who major_incident eskali* einsatzleitung übernehme_die leitung rufbereitschaft astreinte je_prends j'appelle coordination "
    "mando tomo_el guardia escalamos comando assumo plantão opschalen ik_leid",
    "explain": "looks_like seems suspect suspected suspicion bet guess theory because cause caused causes causing turns_out explains explain found "
    "reason culprit correlat* could_be might_be maybe_the i_think root_cause due_to that's_why that_is_why rules_out ruled_out not_the "
    "so_it's so_it so_the must_be means bug mismatch leak deadlock race regression hypothesis conclusion actually confirms confirmed "
    "since_the after_the only_the instead_of never_had expects missing wrong empty full misconfig* overflow corrupt* expired stuck stale "
    "vermut* ursache verdacht liegt_an liegt_am weil deshalb könnte scheint gefunden fehlerhaft abgelaufen kaputt "
    "causa porque parece creo sospecho encontr* culpa debe_ser vencido vencida roto "
    "cause parce hypothèse semble soupçonne trouvé c'est_le c'est_la c'est_l expiré "
    "porque parece acho suspeito causa encontrei oorzaak omdat lijkt vermoed gevonden beror verkar orsak causa sembra perché trovato",
    "impact": "customers customer users user clients tickets ticket orders order merchants shops revenue lost loss affected impacted unable cannot can't "
    "failing failed complain* blast_radius accounts devices workspaces tenants sites people requests payments messages rows records volumes "
    "region regions countries countrywide everybody everyone nobody_can worldwide total estimate "
    "kunden kunde nutzer händler bestellungen betroffen verloren umsatz gesamt clientes usuarios pedidos afectados perdidos perdimos "
    "clients utilisateurs commandes touchés concernés perdus injoignables usuários pedidos afetados perdidos klanten gebruikers kunder användare clienti utenti",
    "symptom": "alert alerts alerting alarm alarms monitor monitors errors error timeouts timeout down outage unreachable unavailable spike spiked spiking "
    "spikes latency slow dropped dropping 5xx 4xx 500s 502s 503s 504s 500 502 503 504 crash crashes crashing failures failure failing dark "
    "degraded load cpu memory disk traffic lag backlog queue throughput saturated exhausted full_of refused hanging hangs "
    "fehler ausfall ausgefallen langsam hängt störung absturz erreichbar caída caído caídos errores lento falla fallan no_abre cola "
    "panne erreur erreurs lent noir injoignable coupure queda caiu erros falha fila storing traag fouten plat fel nere errore errori giù lento",
    "better": "mitigad* entschärft abgemildert atténu* restaur* restablec* restabelec* funciona stopped back recovered recovering recovers recovery restored restores normal baseline falling dropping stable zero gone green clean healthy works working again "
    "mitigated mitigation online returning caught_up no_new no_errors succeed succeeds open_again fixed answers confirmed near_normal all_clear "
    "wieder normal behoben stabil keine_neuen läuft_wieder gesunken erholt de_nuevo recuperado restablecido normal estable otra_vez arreglado "
    "rétabli revenu stable normale de_nouveau réparé de_volta voltou normalizado recuperado corrigido hersteld weer tillbaka åter ripristinato risolto",
    "over": "stand_down standing_down entwarnung fin_d'incident we're_done we_are_done vorbei resolved resolve closing closed close over all_clear calling_it is_over finished complete completed drained "
    "behoben beendet geschlossen abgeschlossen erledigt resuelto cerramos cerrado terminado résolu clos clôturé terminé fini resolvido encerrado encerramos "
    "opgelost gesloten löst avslutad risolto chiuso",
    "tell": "status_page statuspage status_update statement posted posting published publish announced announcement announce tweeted public press blog_post "
    "comms update_is update_out update_posted mail_is notified informed informing newsletter_out banner next_update update_posted customers_know "
    "we_are_aware personal_mail told statusseite veröffentlicht mitteilung informiert publicado comunicado avisamos informamos "
    "publié communiqué mail_envoyé prévenus publiquei comunicado avisamos statuspagina gepubliceerd",
    "follow": "action action_item action_items actions todo to_do follow-up followup follow-ups follow_up follow_ups retro retrospective review postmortem post-mortem "
    "next_steps improvement runbook backlog_item by_friday by_monday next_week next_month maßnahmen maßnahme aufgabe nächste_schritte próximos_pasos acciones tarea "
    "prochaines_étapes à_faire próximos_passos ação acties",
    "asks_update": "eta any_update any_updates any_news status update_please news how_long when_will what's_the_status wie_lange gibt_es_neues alguna_novedad des_nouvelles novidades",
    "go": "go yes ok okay agreed approved do_it all_in go_ahead ja ok_do los_geht's mach_das genau sí dale adelante hazlo vale oui vas-y d'accord sim bora manda akkoord doen proceed ship_it "
    "confirmed green_light make_it_so please_do",
    "commit": "i'll i_will i_can i'm_on on_it i_take taking i_own i'd_like_to mine ich_mache ich_nehme ich_übernehme mache_ich nehme_ich yo_me lo_hago me_encargo "
    "je_m'en je_prends je_le_fais eu_faço eu_cuido fico_com ik_doe ik_pak",
    "check": "checking check looking look_at see seeing saw shows show graph graphs log logs metrics dashboard trace dump query measured counted inventory "
    "reproduce reproduced verified verify verification dry_run dry-run test_run spot_check schaue prüfe sehe revisando mirando veo je_regarde je_vérifie vejo verificando",
    "attempt": "tried try trying attempt retry no_difference no_change no_effect no_luck not_enough didn't_help didn't_work doesn't refuses refused rejected fails failed "
    "still again_down worse hilft_nicht kein_unterschied noch_immer no_cambia sin_efecto sigue toujours sans_effet ainda",
    "thanks": "thanks thank thx ty tysm danke merci gracias obrigado obrigada arigato kudos well_done great_work great_job good_job nice_work good_work hugs respect heroes hero "
    "bedankt dank tack grazie",
    "greet": "hi hello hey morning gm evening night goodnight gn welcome hallo moin servus guten tschüss hola buenas buenos bonjour salut bonsoir bonne olá oi bom hei hej goedemorgen ciao "
    "buongiorno bye afk brb back_in joining reading_up catching_up here_now 'morning gute_nacht",
    "food": "coffee tea lunch dinner breakfast pizza beer cake cookie cookies snack snacks popcorn food sandwich kitchen canteen hungry eat eating yoghurt soup "
    "kaffee kuchen mittag mittagessen essen suppe café comida comer almuerzo cena pastel cantine déjeuner dîner gâteau almoço jantar bolo taart koffie fika pranzo",
    "office": "office desk desks parking garage elevator elevators meeting_room room printer printers chair chairs badge_photo calendar timesheet timesheets survey poll offsite newsletter "
    "onboarding training workshop facilities people_ops hr payroll invoice invoices expense expenses travel hotel holiday holidays vacation birthday weekend party "
    "team_event standup all-hands playlist podcast video reading_list recruiting interview büro drucker feierabend urlaub oficina bureau vacances férias escritório kantoor",
    "personal": "my_laptop my_phone my_mac my_screen my_browser my_router my_kid my_kids my_daughter my_son my_wife my_husband my_mum my_dad my_cat my_dog my_neighbour my_branch my_machine my_keyboard "
    "my_headset my_battery my_hotspot my_own_laptop my_local my_dev my_build my_docker my_nephew kid kids cat dog dentist gym school train battery headset keyboard laptop "
    "mein_laptop mein_handy mi_portátil mi_móvil mon_ordi meu_celular bike sleep asleep bed tired awake",
    "joke": "lol haha hahaha lmao rofl jaja jajaja mdr kkk kkkk joke jokes meme memes gif funny classic popcorn sorry_for_the_noise plot_twist magic gremlins moon legend "
    "heh hihi ouch oof yikes wow uff oops oh_no oh_dear omg nooo",
    "aside": "unrelated off-topic offtopic off_topic wrong_channel wrong_window wrong_thread by_mistake not_for_here fyi btw by_the_way reminder question_for_later for_later not_now "
    "random_question random_q quick_question quick_poll quick_one note_to_self dumb_question nothing_to_do unrelated_to only_me ignore übrigens nebenbei por_cierto au_fait a_propósito",
    "lesser": "sandbox playground staging preview demo dev test testing training lint linter flaky onboarding typo readme docs branch local dotfiles snapshot_tests load_test "
    "dev_cluster test_domain testumgebung pruebas préprod",
    "modal": "could would should might may must shall need needs can will müssen sollten könnten debe debería hay_que il_faut deve precisa",
    "hard": "only never all every none each everything nothing both without nie alle alles nichts nunca todo todos nada jamais tous tout rien sempre tudo",
    "time_word": "since until at utc cet cest pst edt est ago minutes minute min hours hour h uhr seit hace desde depuis heures minutos horas",
}
# Scripts without spaces between words: one pass finds which classes are there.
CJK_CLASSES: Mapping[str, str] = {
    "did": "再起動しました|戻しました|停止しました|適用しました|デプロイしました|切り替えました|削除しました|復元しました|重启了|回滚了",
    "doing": "再起動します|戻します|停止します|切り替えます|ロールバック|対応中|作業中|正在",
    "decide": "決定|しましょう|方針|優先|判断|决定",
    "escalate": "エスカレ|緊急|インシデント|宣言|呼び出|升级",
    "explain": "原因|のため|ためです|かもしれ|と思われ|見つけ|判明|疑い|因为|可能是",
    "impact": "お客様|ユーザー|影響|問い合わせ|件|万人|损失|用户|影响",
    "symptom": "エラー|障害|遅い|落ち|失敗|おかしい|アラート|错误|故障|超时",
    "better": "復旧|回復|正常|戻り|直り|恢复|正常",
    "over": "解決|終了|クローズ|完了|解决",
    "tell": "お知らせ|公開|発表|ステータス|公告",
    "check": "確認|調査|見ています|检查",
    "thanks": "ありがとう|お疲れ|感謝|谢谢|辛苦",
    "greet": "おはよう|こんにちは|おやすみ|よろしく|早上好",
    "food": "コーヒー|昼|ラーメン|ご飯|弁当",
    "commit": "やります|入れます|直します|対応します|私が",
    "follow": "再発防止|対策|までに",
}


def forms(verb: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The base forms, the -ing form and the past forms of an English verb."""
    stem = verb + verb[-1] if verb in DOUBLING else verb[:-1] if verb.endswith("e") else verb
    past = PAST.get(verb, "").split() or [stem + "ed"]
    return (verb, verb + "s"), stem + "ing", tuple(past)


def _entries() -> Iterable[tuple[str, str]]:
    for verb in VERBS.split():
        plain, running, past = forms(verb)
        yield from ((word, "act") for word in plain)
        yield running, "doing"
        yield from ((word, "did") for word in past)
    for name, words in CLASSES.items():
        yield from ((word, name) for word in words.split())


def _tables() -> tuple[dict[str, dict[str, None]], dict[str, dict[str, None]], dict[str, list[tuple[list[str], str]]]]:
    words: dict[str, list[str]] = {}
    stems: dict[str, list[str]] = {}
    phrases: dict[str, list[tuple[list[str], str]]] = {}
    for entry, name in _entries():
        parts = WORD.findall(entry.replace("_", " ").replace("-", " "))
        if entry.endswith("*"):
            stems.setdefault(entry[:STEM], []).append(name)
        elif len(parts) == 1:
            words.setdefault(parts[0], []).append(name)
        else:
            phrases.setdefault(parts[0], []).append((parts[1:], name))
    unique = {w: dict.fromkeys(n) for w, n in words.items()}
    return unique, {s: dict.fromkeys(n) for s, n in stems.items()}, phrases


WORDS, STEMS, PHRASES = _tables()
CJK_ANY = tuple((name, re.compile(words)) for name, words in CJK_CLASSES.items())
# Everything but letters, digits and the apostrophe parts words; a typographic apostrophe is one, too.
PARTS = {ord(c): " " for c in '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n\r…–—„“”«»¿¡→↔•·≈×、。！？「」（）'} | {ord("’"): "'"}


PARTS_ASCII = bytes(32 if chr(c) in "\v\f\x1c\x1d\x1e\x1f" or PARTS.get(c) == " " else c for c in range(256))


def tokens(text: str) -> list[str]:
    """The words of a text, in lower case."""
    if text.isascii():
        return text.lower().encode().translate(PARTS_ASCII).decode().split()
    return text.lower().translate(PARTS).split()


class Remembered(dict[str, Known]):
    """What is known of a word, looked up once. A channel has few words that are not said again; the rest is forgotten."""

    MOST = 50_000

    def __init__(self, look: Callable[[str], Known]) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, word: str) -> Known:
        if len(self) >= self.MOST:
            self.clear()
        found = self[word] = self._look(word)
        return found


# Of one word: its classes; by their second word the phrases that it begins, each what follows there and its class.
_Points = tuple[Mapping[str, None], Mapping[str, Sequence[tuple[list[str], str]]]]
NO_POINT: _Points = ({}, {})


def _points(word: str) -> _Points | None:
    named = WORDS[word] if word in WORDS else STEMS.get(word[:STEM], {})
    begins: dict[str, list[tuple[list[str], str]]] = {}
    for rest, name in PHRASES.get(word, ()):
        begins.setdefault(rest[0], []).append((rest[1:], name))
    return (named, begins) if named or begins else None


POINTS_TO: Remembered[_Points | None] = Remembered(_points)


def classes(words: list[str], text: str) -> list[str]:
    """The classes that the words of a text belong to, each once, in the order of its words."""
    found: dict[str, None] = {}
    points = list(map(POINTS_TO.__getitem__, words))
    for i in compress(count(), points):
        named, begins = points[i] or NO_POINT
        found.update(named)
        if begins and i + 1 < len(words):
            for rest, name in begins.get(words[i + 1], ()):
                if words[i + 2 : i + 2 + len(rest)] == rest:
                    found[name] = None
    if not text.isascii() and CJK.search(text):
        found.update([(name, None) for name, pattern in CJK_ANY if pattern.search(text)])
    return list(found)
