"""The coach's private remark, and the form in which its rewrite can be changed before it is used."""

from __future__ import annotations

from dataclasses import replace

from bot.coach_files import Remark
from bot.domain.plain_text import calm, shorten
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, field, modal, option, overflow, section, text_input
from bot.slack.text import escape
from bot.usecases.coaching import Offer

WORDS, REWRITE = 150, 1200


def remark(made: Remark, offer: Offer, say: Prompts) -> list[Block]:
    """Which words, what kind, why it matters, one question, and a rewrite to be accepted; `offer` names the text."""
    words = _shown(made.words, WORDS)
    told = [say.say("coach.words", words=words, kind=escape(made.kind.name), why=escape(made.kind.why))]
    told.append(say.say("coach.question", question=escape(made.question)))
    presses = [button(say.say("button.coach_dismiss"), ids.COACH_DISMISS)]
    if offer.text and len(offer.text) <= REWRITE:
        told.append(say.say("coach.rewrite", rewrite=_shown(offer.text, REWRITE).replace("\n", "\n>")))
        use = button(say.say("button.coach_use"), ids.COACH_USE, str(offer))
        presses = [use, button(say.say("button.coach_edit"), ids.COACH_EDIT, str(offer)), *presses]
    quiet = [option(say.say("button.coach_off_here"), offer.source.postmortem), option(say.say("button.coach_off_me"), "me")]
    blocks = [section("\n".join(told[:2])), *(section(t) for t in told[2:])]
    return [*blocks, actions([*presses, overflow(ids.COACH_OFF, quiet)]), context(say.say("coach.note"))]


def _shown(text: str, most: int) -> str:
    return escape(calm(shorten(text, most)))


def form(offer: Offer, channel: str, say: Prompts) -> Block:
    """The rewrite, to be changed and used."""
    typed = text_input("text", offer.text, lines=True)
    entry = field("text", say.say("coach.form_label"), typed, hint=say.say("coach.form_hint"))
    texts = (say.say("coach.form_title"), say.say("coach.form_save"), say.say("coach.form_close"))
    return modal(ids.COACH_FORM, *texts, [entry], f"{channel}\n{replace(offer, text='')}")
