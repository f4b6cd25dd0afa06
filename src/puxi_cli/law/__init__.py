"""The law's numbers and documents: parameters as data beside their source, asked as of a day and a region."""
