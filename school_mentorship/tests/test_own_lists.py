from lxml import etree

from odoo.tools.safe_eval import safe_eval

from .common import MentorshipCommon


class TestOwnLists(MentorshipCommon):
    """What a teacher sees of his own: cards on a phone, no column with his own name."""

    def _own(self, name):
        """The action as the web client loads it, with its views, as the teacher."""
        mine = self._as(self.users["mentor"])
        action = mine["ir.actions.act_window"]._for_xml_id(f"school_mentorship.{name}")
        context = safe_eval(action["context"], {"uid": mine.uid})
        model = mine[action["res_model"]].with_context(**context)
        views = [(False, mode) for mode in action["view_mode"].split(",")]
        return action, model.get_views(views)["views"]

    def test_cards_on_a_phone(self):
        """The client takes the cards there: both lists have them, without columns."""
        for name in (
            "mentorship_consent_action_own",
            "mentorship_invitation_action_own",
        ):
            with self.subTest(name=name):
                action, views = self._own(name)
                # Odoo's choice for a small screen.
                self.assertEqual(action["mobile_view_mode"], "kanban")
                board = etree.fromstring(views["kanban"]["arch"])
                self.assertFalse(board.get("default_group_by"))
                self.assertTrue(board.xpath("//field[@name='state']"))
                self.assertFalse(board.xpath("//field[@name='name']"))

    def test_no_own_name(self):
        """In the list of consents name and position are for those who keep many."""
        action, views = self._own("mentorship_consent_action_own")
        context = safe_eval(action["context"])
        table = etree.fromstring(views["list"]["arch"])
        for name in ("name", "position"):
            (column,) = table.xpath(f"//field[@name='{name}']")
            hidden = column.get("column_invisible")
            self.assertTrue(safe_eval(hidden, {"context": context}))
            self.assertFalse(safe_eval(hidden, {"context": {}}))
