-- The index of a folder of grades. Everything in it comes from `results.jsonl`, `.reports` and `intake.csv`.
-- Points are those of the checks alone: adjustments and policies are not in it.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
-- Who is in the class now; who is in `result` only was there before.
CREATE TABLE student (student TEXT PRIMARY KEY) WITHOUT ROWID;
-- The lessons and exercises that were asked for last. manual: marked by a person.
CREATE TABLE course (lesson TEXT, exercise TEXT, max_points REAL, extra INTEGER, manual INTEGER);
-- Every line of `results.jsonl`, in its order. attempt: 1 for the first hand-in of a student; results of the same
-- hand-in (a regrade, an undo) have the same. handed_in: in UTC, where a platform says so.
CREATE TABLE result (
    id INTEGER PRIMARY KEY, student TEXT, attempt INTEGER, status TEXT, points REAL, extra REAL, digest TEXT, level TEXT,
    grader TEXT, regrade TEXT, undo TEXT, name TEXT, handed_in TEXT, late INTEGER
);
-- Every lesson of a result. files, content: digests of what was handed in, with and without the names of files.
CREATE TABLE lesson (result INTEGER, lesson TEXT, file TEXT, files TEXT, content TEXT, points REAL, attempted INTEGER);
-- Every exercise of a result, and what it came to. Many students share an outcome.
CREATE TABLE graded (result INTEGER, outcome INTEGER);
CREATE TABLE outcome (
    id INTEGER PRIMARY KEY, lesson TEXT, exercise TEXT, extra INTEGER, points REAL, max_points REAL, attempted INTEGER,
    is_right INTEGER
);
CREATE TABLE verdict (
    outcome INTEGER, label TEXT, status TEXT, points REAL, max_points REAL, hidden INTEGER, mistake TEXT
);
-- What became of each file of a download.
CREATE TABLE intake (path TEXT, student TEXT, outcome TEXT, reason TEXT);

-- ROWS --

CREATE INDEX result_student ON result (student, attempt);
CREATE INDEX lesson_result ON lesson (result);
CREATE INDEX lesson_content ON lesson (lesson, content);
CREATE INDEX graded_result ON graded (result);
CREATE INDEX verdict_outcome ON verdict (outcome);

-- The result that counts of each attempt: the last.
CREATE VIEW attempts AS SELECT * FROM result WHERE id IN (SELECT max(id) FROM result GROUP BY student, attempt);
CREATE VIEW first_attempt AS SELECT * FROM attempts WHERE attempt = 1;
-- What `grades.csv` is made from, and those who are gone.
CREATE VIEW last_attempt AS SELECT * FROM result WHERE id IN (SELECT max(id) FROM result GROUP BY student);
CREATE VIEW best_attempt AS
SELECT id, student, attempt, status, points, extra, digest, level, grader, regrade, undo, name, handed_in, late FROM (
    SELECT *, row_number() OVER (PARTITION BY student ORDER BY points DESC, attempt DESC) AS place FROM attempts
) WHERE place = 1;
-- How hard an exercise is, of those who handed it in last: mean is the part of the points that was earned.
CREATE VIEW item_difficulty AS
SELECT o.lesson, o.exercise, count(*) AS students, round(avg(o.points / nullif(o.max_points, 0)), 3) AS mean,
    round(avg(o.is_right), 3) AS is_right, round(1 - avg(o.attempted), 3) AS not_attempted
FROM last_attempt AS r JOIN graded AS g ON g.result = r.id JOIN outcome AS o ON o.id = g.outcome
GROUP BY o.lesson, o.exercise;
-- The same of single checks, with those that ended in no ordinary way.
CREATE VIEW check_difficulty AS
SELECT s.lesson, s.exercise, v.label, v.hidden, sum(s.students) AS students,
    round(1.0 * sum(s.students * (v.status = 'passed')) / sum(s.students), 3) AS passed,
    sum(s.students * (v.status = 'timed out')) AS timed_out, sum(s.students * (v.status = 'crashed')) AS crashed
FROM (
    SELECT o.*, count(*) AS students
    FROM last_attempt AS r JOIN graded AS g ON g.result = r.id JOIN outcome AS o ON o.id = g.outcome GROUP BY o.id
) AS s JOIN verdict AS v ON v.outcome = s.id
GROUP BY s.lesson, s.exercise, v.label;
-- Named mistakes, and how many students make them now.
CREATE VIEW mistakes AS
SELECT o.lesson, o.exercise, m.mistake, count(*) AS students
FROM last_attempt AS r JOIN graded AS g ON g.result = r.id JOIN outcome AS o ON o.id = g.outcome
JOIN (SELECT DISTINCT outcome, mistake FROM verdict WHERE mistake IS NOT NULL) AS m ON m.outcome = o.id
GROUP BY o.lesson, o.exercise, m.mistake;
-- Each exercise of each student over all attempts; a lesson handed in unchanged is no new try.
CREATE VIEW tries AS
SELECT r.student, o.lesson, o.exercise, count(DISTINCT l.files) AS tries, max(o.points) AS best, o.max_points,
    max(o.is_right) AS is_right
FROM attempts AS r JOIN graded AS g ON g.result = r.id JOIN outcome AS o ON o.id = g.outcome
JOIN lesson AS l ON l.result = r.id AND l.lesson = o.lesson
WHERE o.attempted GROUP BY r.student, o.lesson, o.exercise;
-- Who tried three times or more and never got it right.
CREATE VIEW stuck AS SELECT * FROM tries WHERE tries >= 3 AND NOT is_right;
-- The same file of several students; a stub that nobody wrote in does not count. Groups of a platform are in it.
CREATE VIEW identical AS
SELECT l.lesson, l.content, count(*) AS students, group_concat(r.student, '; ') AS who
FROM last_attempt AS r JOIN lesson AS l ON l.result = r.id WHERE l.attempted AND l.content <> ''
GROUP BY l.lesson, l.content HAVING count(*) > 1;
CREATE VIEW late AS SELECT student, name, handed_in, points FROM last_attempt WHERE late;
-- Who is in the class and handed in nothing at all of a lesson.
CREATE VIEW no_submission AS
SELECT s.student, c.lesson FROM student AS s JOIN (SELECT DISTINCT lesson FROM course) AS c
WHERE NOT EXISTS (
    SELECT 1 FROM last_attempt AS r JOIN lesson AS l ON l.result = r.id WHERE r.student = s.student AND l.lesson = c.lesson
);
-- All results of all students, with the points that each gave or took.
CREATE VIEW history AS
SELECT student, id AS line, attempt, points, points - lag(points) OVER (PARTITION BY student ORDER BY id) AS gain, status,
    regrade, undo, grader, level FROM result;
