"""When something is due, and how late something is, by the clock on the wall of the course."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

LONGEST = 10_000  # days; what is later is as late
TINY = 1e-9
HOUR = 3600.0


@dataclass(frozen=True)
class Due:
    """A date and time on the wall of a place. Instants are seconds since 1970, as `datetime.timestamp` has them.

    A time that a change of clocks lets happen twice, or never, is taken for the later of the two readings.
    """

    wall: datetime
    zone: tzinfo

    @classmethod
    def of(cls, value: date, zone: tzinfo) -> Due:
        """From what stands in a file: a date is the end of that day; a time without an offset is one of the zone."""
        if not isinstance(value, datetime):
            return cls(datetime.combine(value + timedelta(days=1), datetime.min.time()), zone)
        return cls(value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value, zone)

    def __str__(self) -> str:
        return f"{self.wall:%Y-%m-%d %H:%M}"

    def instant(self, days: int = 0) -> float:
        """When it is due, so many days later at the same time of the day."""
        wall = self.wall + timedelta(days=days)
        return max(wall.replace(tzinfo=self.zone, fold=fold).timestamp() for fold in (0, 1))

    def days_late(self, time: float) -> int:
        """How many days have begun since it was due: 0 in time, 1 up to the same time of the next day.

        A day has 23 or 25 hours where clocks change.
        """
        if time <= self.instant():
            return 0
        days = max(1, min(int((time - self.instant()) // (24 * HOUR)) - 1, LONGEST))
        while days < LONGEST and self.instant(days) < time:
            days += 1
        return days

    def exact_days(self, time: float) -> float:
        """How late it is in days and parts of a day."""
        days = self.days_late(time)
        if days in (0, LONGEST):
            return float(days)
        begin, end = self.instant(days - 1), self.instant(days)
        return days - 1 + (time - begin) / (end - begin)


@dataclass(frozen=True)
class Late:
    """What lateness costs: so much percent of what was earned for each day or hour, at most `cap` percent."""

    percent: float = 0.0
    per: str = "day"
    cap: float = 100.0
    rounding: str = "up"

    def units(self, due: Due, time: float, grace: int = 0) -> float:
        """Days or hours that are paid for. grace: days by which the due time is put off."""
        if time <= due.instant(grace):
            return 0.0
        is_hourly = self.per == "hour"
        exact = (time - due.instant(grace)) / HOUR if is_hourly else due.exact_days(time) - grace
        if self.rounding == "up":
            return float(math.ceil(exact - TINY))
        return float(math.floor(exact + TINY)) if self.rounding == "down" else exact

    def share(self, units: float) -> float:
        """The part that is lost, from 0 to 1."""
        return min(self.percent * units, self.cap) / 100
