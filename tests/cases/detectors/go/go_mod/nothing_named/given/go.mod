// an empty file for a folder that is no module
