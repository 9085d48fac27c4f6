"""What is told with words of violence and is no attack: accidents, trials, play, statistics, surmise."""
