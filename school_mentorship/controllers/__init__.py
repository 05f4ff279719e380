from . import docx, survey
