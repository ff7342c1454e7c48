"""What a course makes of points: due dates, lateness, attempts, weights, excuses, and what students may see."""
