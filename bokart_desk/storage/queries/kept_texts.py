"""Many short texts kept as one long one: looking through it takes less than asking an index."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate


class KeptTexts:
    """The texts of a list, in its order."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._all = "\n".join(texts)
        self._begins = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def __len__(self) -> int:
        return len(self._texts)

    def places(self, parts: Sequence[str]) -> Iterator[int]:
        """Yield the places of the texts that hold all parts, in order."""
        if any(part not in self._all for part in parts):
            return
        longest = max(parts, key=len)
        at = self._all.find(longest)
        while at >= 0:
            place = bisect_right(self._begins, at) - 1
            text = self._texts[place]
            if all(part in text for part in parts):
                yield place
            at = self._all.find(longest, self._begins[place + 1])
