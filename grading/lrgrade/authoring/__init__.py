"""The author's path: from source notebooks and exercises to what students get."""
