"""Flow: what no answers can reach, what nobody can avoid, and what a bounded search leaves undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.trial import told_value
from guichet_validate.checks.values import Place
from guichet_validate.checks.whereabouts import Whereabouts, called, read_by, short
from guichet_validate.flow.dead_ends import dead_ends
from guichet_validate.flow.targets import AVOIDED, BROKEN, FAILS, HELD, HOLDS, TAKEN, Target, lineage
from guichet_validate.flow.verdicts import Analysis
from guichet_validate.pointers import ROW, within

if TYPE_CHECKING:
    from guichet_validate.branches import Branch
    from guichet_validate.checks.sheet import Sheet
    from guichet_validate.flow.targets import Kind
    from guichet_validate.flow.verdicts import Flow
    from guichet_validate.model import Rule as RuleOfAnswers

BRANCH_NEVER = Rule("flow-branch-never")
BRANCH_ALWAYS = Rule("flow-branch-always", "warning")
FIELD_NEVER = Rule("flow-field-never")
DOCUMENT_NEVER = Rule("flow-document-never-asked")
REQUIRED_NEVER = Rule("flow-required-never")
STEP_NEVER = Rule("flow-step-never")
EXIT_NEVER = Rule("flow-exit-never")
EXIT_EVERYBODY = Rule("flow-exit-catches-everybody")
DEAD_END = Rule("flow-dead-end")
RULE_NEVER_FAILS = Rule("flow-rule-never-fails", "warning")
RULE_ALWAYS_FAILS = Rule("flow-rule-always-fails")
UNDECIDED = Rule("flow-undecided", "information")

RULES = (
    BRANCH_NEVER,
    BRANCH_ALWAYS,
    FIELD_NEVER,
    DOCUMENT_NEVER,
    REQUIRED_NEVER,
    STEP_NEVER,
    EXIT_NEVER,
    EXIT_EVERYBODY,
    DEAD_END,
    RULE_NEVER_FAILS,
    RULE_ALWAYS_FAILS,
    UNDECIDED,
)


_SIDED = ("branch", "exit", "rule")


def check(sheet: Sheet) -> None:
    """Report what is proved never to happen, and what could not be decided; each cause once."""
    analysis = Analysis(sheet.definition, sheet.results)
    sheet.reached = frozenset(analysis.reached)
    _Account(sheet, analysis, analysis.flow()).tell()


class _Account:
    """The findings of one flow: a cause hides what merely follows from it."""

    def __init__(self, sheet: Sheet, analysis: Analysis, flow: Flow) -> None:
        self.sheet = sheet
        self.definition = sheet.definition
        self.analysis = analysis
        self.verdicts = flow.verdicts
        self.where = Whereabouts(sheet.outline)
        self.branches = {branch.pointer: branch for branch in analysis.observer.decisions}
        # What a step or a field that never appears takes along.
        self.dead: set[str] = set()

    def tell(self) -> None:
        """Report everything: exits first, since nothing lies behind one that stops everybody."""
        if self._exits():
            return
        self._steps()
        self._fields()
        self._branches()
        self._required()
        self._rules()
        for template, answers in dead_ends(self.analysis):
            told = ", ".join(f"{short(key)} = {told_value(value)}" for key, value in sorted(answers.items()))
            self.sheet.report(DEAD_END, self.where.field(template), name=short(template), answers=told)
        self._undecided()

    def _never(self, target: Target) -> bool:
        return self.verdicts.get(target) == "never"

    # ------------------------------------------------------------------------------------------- exits and steps
    def _exits(self) -> bool:
        """Report exits; tell whether nobody passes."""
        exits = self.definition.exits
        everybody = [found for found in exits if self._never(Target("exit", found.pointer, AVOIDED))]
        for found in exits:
            if self._never(Target("exit", found.pointer, TAKEN)):
                self.sheet.report(EXIT_NEVER, self.where.at(found.pointer), name=found.id)
        if not everybody:
            return False
        alone = [found for found in everybody if self.analysis.exit_avoidable(found.pointer) == "never"]
        for found in alone or exits[:1]:
            together = 0 if alone else len(exits)
            self.sheet.report(EXIT_EVERYBODY, self.where.at(found.pointer), name=found.id, together=together)
        return True

    def _steps(self) -> None:
        for index, step in enumerate(self.definition.steps):
            target = Target("step", f"/x-steps/{index}")
            if self._never(target):
                self.sheet.report(STEP_NEVER, self.where.of(target), name=step.id)
                self.dead.update(step.fields)

    # ------------------------------------------------------------------------------------------- fields, branches
    def _fields(self) -> None:
        for template in self.definition.fields:
            if self._is_dead(template):
                continue
            kind: Kind = "document" if self._never(Target("document", template)) else "field"
            if not self._never(Target(kind, template)) and not self._hidden_never(template):
                continue
            rule = DOCUMENT_NEVER if kind == "document" else FIELD_NEVER
            self.sheet.report(rule, self._cause(template), name=short(template))
            self.dead.add(template)

    def _hidden_never(self, template: str) -> bool:
        return self.definition.fields[template].hidden and self._never(Target("computed", template))

    def _cause(self, template: str) -> Place:
        """Return the place of the condition that never lets a field appear, else that of the field."""
        for branch in self.analysis.slices.switching(template):
            for side, truth in ((HOLDS, 0), (FAILS, 1)):
                if template in branch.off[1 - truth] and self._never(Target("branch", branch.pointer, side)):
                    return self.where.at(branch.pointer).down("if")
        return self.where.field(template)

    def _is_dead(self, template: str) -> bool:
        return any(within(template, dead) for dead in self.dead)

    def _branches(self) -> None:
        for pointer, branch in self.branches.items():
            if self._is_dead(branch.scope.removesuffix(f"/{ROW}")) or self._drives_the_dead(branch):
                continue
            place = self.where.at(pointer).down("if")
            if self._never(Target("branch", pointer, HOLDS)):
                self.sheet.report(BRANCH_NEVER, place, name=read_by(branch))
            elif self._never(Target("branch", pointer, FAILS)) and not self._waits_for_a_box(branch):
                self.sheet.report(BRANCH_ALWAYS, place, name=read_by(branch))

    def _waits_for_a_box(self, branch: Branch) -> bool:
        """Tell whether a condition reads a box that must be ticked: it fails until then, which is what it is for."""
        return any(
            "const" in self.definition.fields[template].node for template in self.analysis.builder.leaves(branch)
        )

    def _drives_the_dead(self, branch: Branch) -> bool:
        return any(self._is_dead(template) for side in (*branch.off, *branch.required) for template in side)

    def _required(self) -> None:
        for target, verdict in self.verdicts.items():
            if target.kind != "required" or verdict != "never" or self._is_dead(target.pointer):
                continue
            causes = [
                branch
                for branch in self.definition.plan.branches
                for side, named in zip((HOLDS, FAILS), branch.required, strict=True)
                if target.pointer in named and not self._never(Target("branch", branch.pointer, side))
            ]
            if causes:
                place = self.where.at(causes[0].pointer)
                self.sheet.report(REQUIRED_NEVER, place, name=short(target.pointer))

    def _rules(self) -> None:
        for rule in self.definition.rules:
            if self._is_dead(rule.scope.removesuffix(f"/{ROW}")) or self._is_dead(rule.at) or self._is_blamed(rule):
                continue
            for side, found in ((BROKEN, RULE_NEVER_FAILS), (HELD, RULE_ALWAYS_FAILS)):
                if self._never(Target("rule", rule.pointer, side)):
                    self.sheet.report(found, self.where.at(rule.pointer).down("assert"), name=rule.id)
                    break

    def _is_blamed(self, rule: RuleOfAnswers) -> bool:
        """Tell whether another check found the cause: a rule that reads nothing, equal sides."""
        return self.sheet.mentions(self.where.at(rule.pointer))

    # ------------------------------------------------------------------------------------------- what is left
    def _undecided(self) -> None:
        """Report what stays open, and leave out what only waits for something that is reported."""
        said: set[str] = set()
        for target, verdict in self.verdicts.items():
            if verdict != "undecided" or self._is_said(target, said):
                continue
            said.add(target.pointer)
            what = f"{target.kind}-{target.side}" if target.kind in _SIDED else target.kind
            self.sheet.report(UNDECIDED, self.where.of(target), what=what, name=called(target, self.definition)["name"])

    def _is_said(self, target: Target, said: set[str]) -> bool:
        if target.kind == "rule":
            rule = next(rule for rule in self.definition.rules if rule.pointer == target.pointer)
            return self._is_dead(rule.at) or self._is_blamed(rule)
        if target.kind in _SIDED:
            return False
        templates = self.definition.steps[_number(target)].fields if target.kind == "step" else (target.pointer,)
        around = {above for template in templates for above in lineage(template)}
        switches = [branch for template in templates for branch in self.analysis.slices.switching(template)]
        return not said.isdisjoint(around) or any(branch.pointer in said for branch in switches)


def _number(target: Target) -> int:
    return int(target.pointer.rpartition("/")[2])
