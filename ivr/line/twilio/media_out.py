"""A caller reached through Media Streams: frames, marks and clears as messages of one socket. Knows no words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ivr.line.playout import SoundOut
from ivr.line.twilio import media_messages


@dataclass(frozen=True, kw_only=True)
class MediaOut(SoundOut):
    """One stream. `send` writes a message, False on a broken socket; the other end returns marks when heard."""

    stream_sid: str
    send: Callable[[str], Awaitable[bool]] = field(repr=False)

    async def frame(self, sound: bytes) -> bool:
        """Play 20 ms."""
        return await self.send(media_messages.media(self.stream_sid, sound))

    async def mark(self, name: str) -> bool:
        """Ask to be told."""
        return await self.send(media_messages.mark(self.stream_sid, name))

    async def clear(self) -> bool:
        """Drop the rest; the marks in it come back at once (voice.md A2)."""
        return await self.send(media_messages.clear(self.stream_sid))
