"""Files made from results: tables for an LMS, pages for people."""
