"""Which interview a postmortem gets, and the house rules of its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch

from bot.domain.interview import Probe, Template
from bot.domain.postmortem import Postmortem

# So many people must have answered before words without a name are shown.
GROUP = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule: postmortems of these severities and of one of these services (patterns) get that template."""

    template: str
    severities: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    def fits(self, postmortem: Postmortem) -> bool:
        """Whether the rule holds for a postmortem; what it leaves out does not matter."""
        if self.severities and postmortem.severity.value not in self.severities:
            return False
        named = [s.lower() for s in postmortem.services]
        return not self.services or any(fnmatch(s, p.lower()) for s in named for p in self.services)


@dataclass(frozen=True, slots=True)
class Guide:
    """All templates, the rules that choose among them (the first that fits counts), the probes that any answer may
    call for, whether reports show names, and how many must have answered before words without a name are shown."""

    templates: Mapping[str, Template]
    otherwise: str
    choices: tuple[Choice, ...] = ()
    probes: tuple[Probe, ...] = ()
    names_shown: bool = False
    group: int = GROUP
    role_words: Mapping[str, str] = field(default_factory=lambda: {"": "Participant", "lead": "Lead"})

    def of(self, postmortem: Postmortem) -> Template:
        """The template of a postmortem: the one chosen by hand, else by rule."""
        return self.templates.get(postmortem.template) or self.templates[self.chosen(postmortem)]

    def chosen(self, postmortem: Postmortem) -> str:
        """The name of the template that the rules choose."""
        return next((c.template for c in self.choices if c.fits(postmortem)), self.otherwise)
