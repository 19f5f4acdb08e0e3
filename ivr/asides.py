"""What the telephone itself asks between two questions: help, « êtes-vous toujours là », ten minutes. Pure."""

from dataclasses import replace
from typing import assert_never

from core.journeys.steps import ShownStep
from core.texts.words import Words
from ivr import saying
from ivr.choices import Keys
from ivr.prompt import ALL_KEYS, FIXED, fixed_keys, prompt_for
from ivr.saying import Speech
from ivr.talk import Talk
from ivr.turns import Aside, Attempt, CallView, Meaning, Prompt, Wish


def next_prompt(step: ShownStep, talk: Talk, words: Words, view: CallView) -> Prompt:
    """Say what comes next: what the telephone itself asks, or the step of the visit."""
    if talk.aside is not None:
        return aside_for(talk.aside, words, talk.attempt, view)
    return prompt_for(step, words, talk.attempt, view)


def aside_for(aside: Aside, words: Words, attempt: Attempt, view: CallView) -> Prompt:
    """Say one of them. Without an answer the conversation goes on where it was, except when nobody is there."""
    speech = Speech(words=words, attempt=attempt, view=view)
    match aside:
        case Aside.HELP:
            return _help(speech)
        case Aside.TEN_MINUTES:
            # Only a key pressed after the question answers it: the one before belonged to another question.
            keys: Keys = {**dict.fromkeys(ALL_KEYS, Wish.RESUME), **fixed_keys(view), "2": Wish.STOP}
            return replace(_ask("telephone-ten-minutes", keys, Wish.RESUME, speech), interrupts=FIXED)
        case Aside.WHO_HEARS:
            # Not answered by a key pressed before it was heard, nor by silence: content stays unsaid.
            hears: Keys = {**fixed_keys(view), "1": Wish.ALONE, "2": Wish.RESUME}
            return replace(_ask("telephone-who-hears", hears, Wish.RESUME, speech), interrupts=FIXED)
        case Aside.STILL_THERE:
            here: Keys = {**dict.fromkeys(ALL_KEYS, Wish.RESUME), **({"5": Wish.DISCREET} if view.is_proved else {})}
            return _ask("telephone-still-there", here, None, speech, saying.STILL_THERE_WAIT)
        case _:
            assert_never(aside)


def _help(speech: Speech) -> Prompt:
    """The second zero is a person; hash goes back to the question. What is on already is offered to be undone.

    Where one is can't be said when somebody hears: its key asks who hears.
    """
    view = speech.view
    speed = ("normal-speed", Wish.NORMAL_SPEED) if view.is_slow else ("slower", Wish.SLOWER)
    sound = ("normal-sound", Wish.NORMAL_SOUND) if view.is_loud else ("louder", Wish.LOUDER)
    place = ("who-hears", Wish.WHO_HEARS) if view.is_discreet else ("where", Wish.WHERE)
    choices = {"1": speed, "2": sound, "3": place, "4": ("stop", Wish.PREFERS_TO_STOP)}
    keys: Keys = {**fixed_keys(view), "0": Wish.HUMAN, "#": Wish.RESUME}
    keys.update({key: wish for key, (_, wish) in choices.items()})
    asked = _ask("telephone-help", keys, Wish.RESUME, speech)
    return replace(asked, says=(*asked.says, *(speech.own(f"telephone-help-{name}") for name, _ in choices.values())))


def _ask(key: str, keys: Keys, on_silence: Meaning | None, speech: Speech, wait: float = saying.FIRST_WAIT) -> Prompt:
    return Prompt(
        says=(*speech.before(), speech.own(key)),
        keys=keys,
        first_wait=speech.wait(wait),
        next_wait=speech.wait(saying.NEXT_WAIT),
        interrupts=ALL_KEYS,
        on_silence=on_silence,
        is_slow=speech.is_slow,
    )
