"""Contributing factors: what is accepted, what is proposed and why, and what else there is."""

from __future__ import annotations

from bot.domain.factors import Factor, FactorKind
from bot.domain.plain_text import calm
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, option, plain, section
from bot.slack.blocks.quoting import quoted
from bot.slack.text import escape
from bot.usecases.factors import Standing


def standing(stands: Standing, say: Prompts) -> list[Block]:
    """One message for the one who asked."""
    postmortem = stands.postmortem
    title = say.say("factors.of", number=postmortem.number, title=escape(postmortem.title))
    blocks = [section(title)] if stands.accepted else [section(title), context(say.say("factors.none"))]
    for factor in stands.accepted:
        away = button(say.say("button.factor_away"), ids.FACTOR_DECLINE, f"{factor.name}|{postmortem.id}")
        blocks.append(section(say.say("factors.one", **_words(factor, say)), away))
    if stands.proposed:
        blocks.append(section(say.say("factors.proposed")))
    for proposal in stands.proposed:
        value = f"{proposal.factor.name}|{postmortem.id}"
        yes = button(say.say("button.factor_accept"), ids.FACTOR_ACCEPT, value)
        no = button(say.say("button.factor_decline"), ids.FACTOR_DECLINE, value)
        blocks += [*quoted(say.factor(proposal.factor.name), "", calm(proposal.quote)), actions([yes, no])]
    others = _menu(stands, say)
    return [*blocks, *others, context(say.say("factors.why"))]


def _words(factor: Factor, say: Prompts) -> dict[str, str]:
    return {"factor": escape(say.factor(factor.name)), "kind": say.say(f"factor_kind.{factor.kind.value}")}


def _menu(stands: Standing, say: Prompts) -> list[Block]:
    groups = [
        {
            "label": plain(say.say(f"factor_kind.{kind.value}")),
            "options": [option(say.factor(f.name), f"{f.name}|{stands.postmortem.id}") for f in some],
        }
        for kind in FactorKind
        if (some := [f for f in stands.others if f.kind is kind])
    ]
    if not groups:
        return []
    menu = {"type": "static_select", "action_id": ids.FACTOR_ADD, "placeholder": plain(say.say("factors.add"))}
    return [actions([{**menu, "option_groups": groups}])]
