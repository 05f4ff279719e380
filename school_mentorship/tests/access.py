"""Tables of rights, for all tests of who may do what."""

from odoo.tests import new_test_user

from .common import MentorshipCommon

ROLES = (
    "portal",
    "public",
    "outsider",
    "officer",
    "mentor",
    "mentee",
    "director",
    "curator",
    "admin",
)
# In tables: «r» read, «w» write, «c» create, «d» delete.
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}
# What lies open to everybody of the staff.
STAFF_READS = dict.fromkeys(
    ("outsider", "officer", "mentor", "mentee", "director"), "r"
)


class AccessCommon(MentorshipCommon):
    """A school with users of every role, strangers among them."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for role in ("portal", "public"):
            cls.users[role] = new_test_user(
                cls.root,
                login=f"mentorship_{role}",
                groups=f"base.group_{role}",
                company_id=cls.company.id,
                lang="en_US",
            )

    def _rights(self, records):
        """What every role may do with some records.

        :param dict records: name → record
        :return: dict of name → role → letters of `OPERATIONS`; who may do nothing is
            left out
        """
        rights = {name: {} for name in records}
        for name, record in records.items():
            for role in ROLES:
                mine = record.with_env(self._as(self.users[role]))
                letters = "".join(
                    letter
                    for letter, operation in OPERATIONS.items()
                    if mine.has_access(operation)
                )
                if letters:
                    rights[name][role] = letters
        return rights

    def _openers(self, windows):
        """Who may open some windows.

        :param windows: names of their models, without `mentorship.`
        :return: dict of name → tuple of roles
        """
        return {
            name: tuple(
                role
                for role in ROLES
                if self._as(self.users[role])[f"mentorship.{name}"].has_access("create")
            )
            for name in windows
        }

    def _opened(self, env, *screens):
        """Open the list and the form of some records, as the web client does.

        :param env: that of the user who opens them
        :param screens: recordsets, one of each model
        :return: dict of model → the names that stand in its rows
        """
        opened = {}
        for records in screens:
            records = records.with_env(env)
            views = records.get_views([(False, "form"), (False, "list")])
            fields = views["models"][records._name]["fields"]
            related = ("many2one", "many2many", "one2many")
            spec = {
                name: {"fields": {"display_name": {}}}
                if field["type"] in related
                else {}
                for name, field in fields.items()
                if field["type"] != "properties"
            }
            self.env.invalidate_all()
            rows = records.web_read({**spec, "display_name": {}})
            names = [self._plain(row["display_name"]) for row in rows]
            opened[records._name] = names
        return opened

    def _refused(self, error, *acts):
        """Which of some acts are refused; what they had begun is undone.

        :param error: the class of the refusal
        :param acts: callables
        :return: list of their names
        """
        refused = []
        for act in acts:
            try:
                with self.env.cr.savepoint(), self._no_printer():
                    act()
                    self.env.flush_all()
            except error:
                refused.append(act.__name__)
            self.env.invalidate_all()
        return refused
