"""The questions that a caller can meet, as the journeys themselves make them, and how the telephone asks them."""

from core.journeys.asking_person import make_up_for_trouble
from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Confirm, Enter, ShownStep, Sign
from core.texts.words import load_words
from ivr.prompt import prompt_for
from ivr.spoken_words import plain
from ivr.turns import Attempt, CallView, Prompt
from tests.journeys.explorer import SIDE_CONVERSATIONS, WORLDS, explore

WORDS = load_words()
VIEW = CallView(is_proved=True)
WALKS = [(phone_visit, world) for world in WORLDS] + [(aside, WORLDS[0]) for aside in SIDE_CONVERSATIONS]
STEPS: dict[str, ShownStep] = {
    meeting.step.key: meeting.step for journey, world in reversed(WALKS) for meeting in explore(journey, world)
}
"""One step of each key that a caller can meet, as the journeys themselves make them."""
STEPS |= {
    f"{meeting.step.key}-after-trouble": meeting.step
    for meeting in explore(make_up_for_trouble, WORLDS[0])
    if meeting.step.key == "person-closed"
}
"""Nobody answers, and the call can't go on: other choices than those of somebody who asked for a person."""
PROMPTS = {key: prompt_for(step, WORDS, Attempt(), VIEW) for key, step in STEPS.items()}
STEPS["document-end"] = STEPS["document"]
PROMPTS["document-end"] = prompt_for(STEPS["document"], WORDS, Attempt(place=99), VIEW)
"""After the last part: what may be done with it."""
SPEAKING = {key: prompt for key, prompt in PROMPTS.items() if prompt.may_speak}
TYPED = {key: PROMPTS[key] for key, step in STEPS.items() if isinstance(step, Enter | Sign | Confirm)}
NUMBERS = [*"0123456789", "12", "1942", "un", "deux", "trois", "sept", "huit", "dix", "vingt", "cent", "mille", "mars"]
"""Never said: digits, codes and dates are typed."""


def own(prompt: Prompt) -> set[str]:
    """The step's own words: they win over most of what means the same everywhere."""
    return {plain(phrase) for phrase, _ in prompt.words}
