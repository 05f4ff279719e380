from . import docx
