"""Says one prompt on a line and gathers what follows it. Understands nothing of it."""

from dataclasses import replace

from ivr.line.port import Line
from ivr.prompt import ALL_KEYS
from ivr.turns import Expected, Gone, Heard, Pressed, Prompt, Quiet, Said
from ivr.voice.sound import Manner

TALK = 5
"""Times that words are passed over between two keys of one entry: people talk while they type, and radios for ever."""


async def hear(
    line: Line, prompt: Prompt, manner: Manner, patience: float, phrases: tuple[str, ...] = ()
) -> Heard | Gone:
    """One key or one of the phrases; for an entry, keys until there are enough, star, hash, or a silence.

    From the first key on, only the wait between keys counts, and words no longer do (voice.md A3).
    """
    if not prompt.says:
        return Quiet.QUIET
    await line.say(prompt.says, replace(manner, is_slow=prompt.is_slow))
    heard = await line.listen(
        Expected(
            wait=prompt.first_wait * patience,
            interrupts=prompt.interrupts,
            is_question=prompt.is_question,
            phrases=phrases,
        )
    )
    talk = 0
    while isinstance(heard, Pressed) and _is_unfinished(prompt, heard.keys):
        more = await line.listen(Expected(wait=prompt.next_wait * patience, interrupts=ALL_KEYS, is_question=False))
        if isinstance(more, Gone):
            return more
        if isinstance(more, Said) and talk < TALK:
            talk += 1
            continue
        if not isinstance(more, Pressed):
            break
        heard = Pressed(keys=heard.keys + more.keys)
    return heard


def _is_unfinished(prompt: Prompt, keys: str) -> bool:
    return prompt.entry is not None and len(keys) < prompt.entry.length and keys[-1] not in "*#"
