import base64
import io
import re
from datetime import date
from unittest.mock import patch
from urllib.parse import quote

import pdfplumber
import pypdf
from lxml import etree
from PIL import Image

from odoo import Command, http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.school_mentorship.tools import pdf as pdf_tools

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
ORDER = "school_mentorship.mentorship_order_document"
CONSENT = "school_mentorship.mentorship_consent_document"
ROADMAP = "school_mentorship.mentorship_roadmap_document"
HOSTILE = "<script>alert(1)</script><b data-slot='number'>& \x01 {{x}} ${7*7}"


class PaperCase(TransactionCase):
    """A school of its own with a director, a curator and as many pairs as asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Школа для печати"})
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(
            context={
                **cls.env.context,
                "allowed_company_ids": cls.company.ids,
                "force_report_rendering": True,
                "tracking_disable": True,
            }
        )
        cls.school = cls.env["mentorship.school"]._of(cls.company)
        cls.director = cls._employee("Смирнов Александр Анатольевич", "Директор")
        cls.curator = cls._employee("Козлова Наталья Викторовна", "Методист")
        cls.school.write(
            {
                "name_full": "Муниципальное бюджетное общеобразовательное учреждение "
                "«Средняя общеобразовательная школа № 20» города Кирова",
                "name_short": "МБОУ «СОШ № 20»",
                "founder": "Департамент образования администрации города Кирова",
                "place": "г. Киров",
                "address": "610000, г. Киров, ул. Мира, д. 20",
                "tax_number": "4345000001",
                "registry_number": "1024301300002",
                "site_url": "https://school20.example.ru/nastavnichestvo/",
                "vk_url": "https://vk.example.ru/school20",
                "director_id": cls.director.id,
                "curator_id": cls.curator.id,
            }
        )
        cls.reports = cls.env["ir.actions.report"]

    @classmethod
    def _employee(cls, name, job):
        return cls.env["hr.employee"].create(
            {"name": name, "job_title": job, "company_id": cls.company.id}
        )

    @classmethod
    def _participant(cls, name, job, role):
        return cls.env["mentorship.participant"].create(
            {
                "employee_id": cls._employee(name, job).id,
                "role": role,
                "company_id": cls.company.id,
                "date_in": "2025-08-20",
            }
        )

    @classmethod
    def _consent(cls, person, kind, **vals):
        return cls.env["mentorship.consent"].create(
            {
                "partner_id": person.partner_id.id,
                "kind": kind,
                "company_id": cls.company.id,
                **vals,
            }
        )

    @classmethod
    def _pair(cls, mentor, *mentees):
        """A pair whose members have consented on 3 September 2025."""
        for person in (mentor, *mentees):
            kind = "mentor_duties" if person == mentor else "mentee_participation"
            if not person.partner_id.mentorship_consent_ids:
                cls._consent(person, kind).action_sign("2025-09-03")
        return cls.env["mentorship.pair"].create(
            {
                "company_id": cls.company.id,
                "mentor_id": mentor.id,
                "mentee_ids": [Command.set([mentee.id for mentee in mentees])],
                "date_start": "2025-09-15",
                "date_end": "2026-05-31",
            }
        )

    @classmethod
    def _pairs(cls, number):
        pairs = cls.env["mentorship.pair"]
        for index in range(number):
            mentor = cls._participant(
                f"Иванова-{index} Ирина Ивановна", "Учитель математики", "mentor"
            )
            mentee = cls._participant(
                f"Орлова-{index} Мария Сергеевна", "Учитель физики", "mentee"
            )
            pairs |= cls._pair(mentor, mentee)
        return pairs

    @classmethod
    def _order(cls, pairs, **vals):
        return cls.env["mentorship.order"].create(
            {
                "kind_id": cls.env.ref("school_mentorship.order_kind_pairs").id,
                "company_id": cls.company.id,
                "pair_ids": [Command.set(pairs.ids)],
                **vals,
            }
        )

    def _print(self, report, records):
        content, kind = self.reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF-"))
        return content

    def _pages(self, content):
        """The texts of the pages, on one line each, no-break spaces as spaces."""
        with pdfplumber.open(io.BytesIO(content)) as document:
            return [
                " ".join((page.extract_text() or "").split()) for page in document.pages
            ]

    def _text(self, report, records):
        return " ".join(self._pages(self._print(report, records)))


@tagged("post_install", "-at_install")
class TestOrderPaper(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant(
            "Иванова Ирина Ивановна", "Учитель математики", "mentor"
        )
        cls.mentor.employee_id.qualification_category = "highest"
        cls.mentees = [
            cls._participant("Орлов Лев Сергеевич", "Учитель ИЗО", "mentee"),
            cls._participant("Заяц Анна Павловна", "Педагог-психолог", "mentee"),
        ]
        cls.pair = cls._pair(cls.mentor, *cls.mentees)
        cls.order = cls._order(cls.pair)

    def test_page_is_a4_with_the_margins_of_the_school(self):
        self.school.write(
            {"margin_left": 35, "margin_right": 15, "margin_top": 25, "font_size": 12}
        )
        content = self._print(ORDER, self.order)
        with pdfplumber.open(io.BytesIO(content)) as document:
            first, annex = document.pages[0], document.pages[1]
            self.assertAlmostEqual(first.width, A4[0], delta=1)
            self.assertAlmostEqual(first.height, A4[1], delta=1)
            self.assertAlmostEqual(annex.width, A4[1], delta=1, msg="wide annex")
            words = [w for w in first.extract_words() if w["text"] != "ПРОЕКТ"]
            self.assertGreaterEqual(min(w["x0"] for w in words), 35 * MM - 1)
            self.assertLessEqual(max(w["x1"] for w in words), A4[0] - 15 * MM + 1)
            self.assertGreaterEqual(min(w["top"] for w in words), 25 * MM - 1)
            self.assertLessEqual(max(w["bottom"] for w in words), A4[1] - 20 * MM + 1)
            body = [c for c in first.chars if c["text"] == "ф"]
            self.assertAlmostEqual(body[0]["size"], 12, delta=0.2)

    def test_fonts_are_embedded(self):
        reader = pypdf.PdfReader(io.BytesIO(self._print(ORDER, self.order)))
        for page in reader.pages:
            for font in page["/Resources"]["/Font"].values():
                font = font.get_object()["/DescendantFonts"][0].get_object()
                self.assertIn("Liberation", font["/BaseFont"])
                descriptor = font["/FontDescriptor"].get_object()
                self.assertTrue({"/FontFile2", "/FontFile3"} & descriptor.keys())

    def test_pages_are_numbered_from_the_second(self):
        self.order.action_to_sign()
        pages = self._pages(self._print(ORDER, self.order))
        self.assertGreaterEqual(len(pages), 3)
        self.assertFalse(pages[0].startswith("1 "))
        for number, page in enumerate(pages[1:], start=2):
            self.assertTrue(page.startswith(f"{number} "), page[:40])

    def test_requisites_and_text(self):
        page = self._pages(self._print(ORDER, self.order))[0]
        for part in (
            "Департамент образования администрации города Кирова",
            "Муниципальное бюджетное общеобразовательное учреждение",
            "(МБОУ «СОШ № 20»)",
            "ПРИКАЗ ",
            "«___» __________ 20___ г.",
            "№ ______",
            "г. Киров",
            "О закреплении наставников",
            "ПРИКАЗЫВАЮ:",
            "1. Утвердить",
            "Директор",
            "А.А. Смирнов",
        ):
            self.assertIn(part, page)
        self.assertRegex(page, r"3\. Методисту Козловой Н\.В\.")
        self.assertNotIn("{{", page)

    def test_grounds_name_the_consents_in_the_genitive(self):
        page = self._text(ORDER, self.order)
        self.assertIn(
            "Основание: письменные согласия наставников: Ивановой И.И. от 03.09.2025; "
            "наставляемых: Орлова Л.С. от 03.09.2025, Заяц А.П. от 03.09.2025.",
            page,
        )

    def test_annex_shows_a_group_with_positions_category_and_consents(self):
        annex = self._pages(self._print(ORDER, self.order))[1]
        self.assertIn("Приложение № 1 к приказу МБОУ «СОШ № 20»", annex)
        for part in (
            "Иванова Ирина",
            "учитель математики, высшая",
            "Орлов Лев Сергеевич",
            "учитель ИЗО",
            "Заяц Анна Павловна",
            "педагог-психолог",
            "с 15.09.2025",
            "по 31.05.2026",
        ):
            self.assertIn(part, annex)
        self.assertEqual(annex.count("03.09.2025"), 3)
        self.assertEqual(annex.count("Иванова Ирина"), 1)

    def test_acting_director(self):
        deputy = self._employee("Попов Пётр Ильич", "Заместитель директора")
        self.order.write({"signatory_id": deputy.id, "is_acting": True})
        page = self._text(ORDER, self.order)
        self.assertRegex(page, r"И\.о\. директора\s+П\.И\. Попов")

    def test_a_draft_says_so_and_the_sheet_to_sign_does_not(self):
        self.assertIn("ПРОЕКТ", self._text(ORDER, self.order))
        self.order.action_to_sign()
        self.assertNotIn("ПРОЕКТ", self._text(ORDER, self.order))
        self.order.register("7", "2025-09-15")
        self.assertNotIn("ПРОЕКТ", self._text(ORDER, self.order))

    def test_slots_are_filled_everywhere_after_registration(self):
        self.order.action_to_sign()
        self.order.register("125-ОД", "2025-09-15")
        pages = self._pages(self._print(ORDER, self.order))
        self.assertIn("15 сентября 2025 г. № 125-ОД", pages[0])
        self.assertIn("от 15 сентября 2025 г. № 125-ОД", pages[1])
        self.assertIn("с приказом от 15 сентября 2025 г. № 125-ОД", pages[2])
        self.assertNotIn("№ ______", " ".join(pages))

    def test_frozen_sheet_stays_when_names_change(self):
        self.order.action_to_sign()
        frozen = self._print(ORDER, self.order)
        self.mentor.partner_id.name = "Новая Ирина Ивановна"
        self.mentor.position = "Методист"
        self.school.name_short = "Другая школа"
        self.assertEqual(self._print(ORDER, self.order), frozen)
        self.order.register("8", "2025-09-15")
        text = self._text(ORDER, self.order)
        self.assertIn("Иванова Ирина", text)
        self.assertNotIn("Новая", text)
        self.assertNotIn("Другая", text)

    def test_head_of_a_long_annex_is_repeated_and_rows_are_whole(self):
        order = self._order(self._pairs(14))
        pages = self._pages(self._print(ORDER, order))[1:]
        self.assertGreater(len(pages), 1)
        for page in pages:
            self.assertIn("Форма, вид", page)
        for page in pages:
            # A pair stands on one page with its term.
            self.assertEqual(page.count("Мария"), page.count("по 31.05.2026"))
        self.assertIn("указаны в приложении № 1", self._text(ORDER, order))

    def test_acquaintance_sheet(self):
        self.order.action_to_sign()
        page = self._pages(self._print(ORDER, self.order))[-1]
        self.assertIn("ЛИСТ ОЗНАКОМЛЕНИЯ", page)
        self.assertIn("С приказом ознакомлены:", page)
        for name in ("Иванова Ирина", "Орлов Лев", "Козлова Наталья"):
            self.assertIn(name, page)

    def test_hostile_text_is_only_text(self):
        self.school.write({"name_short": HOSTILE, "founder": HOSTILE, "place": HOSTILE})
        self.order.preamble = "В соответствии с <img src='http://127.0.0.1:9/x'> & <i>"
        self.pair.topic = HOSTILE
        self.mentor.partner_id.name = "<b>Петрова</b> Анна"
        self.order.action_to_sign()
        self.order.register("<b>1</b>", "2025-09-15")
        html = self.order.frozen_html
        page = etree.fromstring(html, etree.HTMLParser())
        self.assertFalse(page.xpath("//script | //i | //img | //body//b[@data-slot]"))
        self.assertFalse(re.search("[\x00-\x08]", html))
        text = self._text(ORDER, self.order)
        self.assertIn("<script>alert(1)</script>", text)
        self.assertIn("${7*7}", text)
        self.assertIn("№ <b>1</b>", text)
        # A text that looks like a slot is not one.
        self.assertIn("<b data-slot='number'>", text)

    def test_combined_order_numbers_its_annexes(self):
        roadmap = self._roadmap()
        self.order.write({"approves_roadmap": True, "roadmap_id": roadmap.id})
        pages = self._pages(self._print(ORDER, self.order))
        text = " ".join(pages)
        self.assertIn("Приложение № 1", text)
        self.assertIn("Приложение № 2", text)
        self.assertIn("Этап 1. Первый этап", text)
        self.assertIn("Провести педсовет до 01.10.2025", text)

    def _roadmap(self):
        return _roadmap_of(self)

    def test_several_orders_in_one_print(self):
        other = self._order(self._pairs(1))
        single = len(self._pages(self._print(ORDER, self.order)))
        streams = self.reports._render_qweb_pdf_prepare_streams(
            ORDER, {}, res_ids=[self.order.id, other.id]
        )
        self.assertEqual(list(streams), [self.order.id, other.id])
        pages = self._pages(self._print(ORDER, self.order + other))
        self.assertGreater(len(pages), single)
        self.assertIn("Иванова Ирина", " ".join(pages[:single]))
        self.assertIn("Орлова-0", " ".join(pages[single:]))

    def test_attachment_is_kept_and_used_again(self):
        report = self.env.ref("school_mentorship.mentorship_order_report")
        report.write({"attachment": "'order.pdf'", "attachment_use": True})
        content = self._print(ORDER, self.order)
        attachment = report.retrieve_attachment(self.order)
        self.assertEqual(attachment.raw, content)
        with patch.object(pdf_tools, "html_to_pdf", side_effect=AssertionError):
            self.assertEqual(self._print(ORDER, self.order), content)

    def test_html_in_tests_as_core_does(self):
        reports = self.reports.with_context(force_report_rendering=False)
        html, kind = reports._render_qweb_pdf(ORDER, self.order.ids)
        self.assertEqual(kind, "html")
        self.assertIn("ПРИКАЗЫВАЮ:", html.decode())

    @mute_logger("odoo.addons.school_mentorship.models.ir_actions_report")
    def test_a_failure_is_one_sentence(self):
        failure = pdf_tools.PdfError("no library")
        with patch.object(pdf_tools, "html_to_pdf", side_effect=failure):
            with self.assertRaisesRegex(UserError, "WeasyPrint"):
                self._print(ORDER, self.order)

    def test_nothing_chosen(self):
        with self.assertRaises(UserError):
            self.reports._render_qweb_pdf(ORDER, [])

    def test_only_what_the_user_may_read_is_printed(self):
        teacher = new_test_user(
            self.env,
            "printing_teacher",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        with self.assertRaises(AccessError):
            self.reports.with_user(teacher)._render_qweb_pdf(ORDER, self.order.ids)

    def test_curator_prints_without_hr_rights(self):
        curator = new_test_user(
            self.env,
            "printing_curator",
            groups="base.group_user,school_mentorship.group_mentorship_curator",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.env.invalidate_all()
        content, _kind = self.reports.with_user(curator)._render_qweb_pdf(
            ORDER, self.order.ids
        )
        self.assertIn("Методисту Козловой Н.В.", " ".join(self._pages(content)))
        action = self.order.with_user(curator).action_to_sign()
        self.assertEqual(action["report_name"], ORDER)

    def test_queries_do_not_grow_with_pairs(self):
        counts = []
        for number in (1, 50):
            order = self._order(self._pairs(number))
            self._print(ORDER, order)  # fills caches of words and templates
            self.env.flush_all()
            self.env.invalidate_all()
            # Who prints is asked for his time zone once in an environment or twice.
            self.assertTrue(self.env.user.name)
            before = self.env.cr.sql_log_count
            self._print(ORDER, order)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_letterhead_is_a_picture_inside(self):
        buffer = io.BytesIO()
        Image.new("RGB", (300, 100), "red").save(buffer, "PNG")
        self.school.letterhead = base64.b64encode(buffer.getvalue())
        with pdfplumber.open(io.BytesIO(self._print(ORDER, self.order))) as document:
            self.assertEqual(len(document.pages[0].images), 1)


def _roadmap_of(case):
    """A roadmap of two stages with one line each; the template's lines stay out."""
    stages = case.env["mentorship.stage"].create(
        [
            {"name": "Первый этап", "short_name": "Первый", "sequence": 1},
            {"name": "Второй этап", "short_name": "Второй", "sequence": 2},
        ]
    )
    return case.env["mentorship.roadmap"].create(
        {
            "company_id": case.company.id,
            "date_start": date(2025, 9, 1),
            "curator_id": case.curator.id,
            "measure_ids": [
                Command.create(
                    {
                        "name": "Провести педсовет",
                        "stage_id": stages[0].id,
                        "date_end": date(2025, 10, 1),
                        "responsible_text": "Директор",
                        "expected_result": "Протокол",
                    }
                ),
                Command.create(
                    {
                        "name": "Собрать согласия",
                        "stage_id": stages[1].id,
                        "term_text": "в течение года",
                        "responsible_ids": [Command.set(case.curator.ids)],
                    }
                ),
            ],
        }
    )


@tagged("post_install", "-at_install")
class TestRoadmapPaper(PaperCase):
    def test_table_and_marks(self):
        roadmap = _roadmap_of(self)
        done, open_line = roadmap.measure_ids.sorted("id")
        done.write(
            {
                "hand_done": True,
                "hand_basis": "протокол № 1",
                "hand_date": date(2025, 9, 20),
            }
        )
        open_line.write({"not_required": True, "not_required_reason": "нет пар"})
        content = self._print(ROADMAP, roadmap)
        with pdfplumber.open(io.BytesIO(content)) as document:
            self.assertGreater(document.pages[0].width, document.pages[0].height)
        text = " ".join(self._pages(content))
        for part in (
            "ПРОЕКТ",
            "ДОРОЖНАЯ КАРТА",
            "на 2025/2026 учебный год",
            "Этап 1. Первый этап",
            "1.1",
            "до 01.10.2025",
            "Этап 2. Второй этап",
            "в течение года",
            "Козлова Н.В.",
            "Не требуется: нет пар",
            "Н.В. Козлова",
        ):
            self.assertIn(part, text)
        self.assertRegex(text, r"Выполнено\s.*20\.09\.2025")

    def test_approved_by_an_order(self):
        roadmap = _roadmap_of(self)
        order = self._order(
            self.env["mentorship.pair"],
            kind_id=self.env.ref("school_mentorship.order_kind_roadmap").id,
            roadmap_id=roadmap.id,
        )
        order.action_to_sign()
        order.register("56-ОД", "2025-09-01")
        text = self._text(ROADMAP, roadmap)
        self.assertIn("УТВЕРЖДЕНО приказом МБОУ «СОШ № 20»", text)
        self.assertIn("от 1 сентября 2025 г. № 56-ОД", text)
        self.assertNotIn("ПРОЕКТ", text)

    def test_queries_do_not_grow_with_lines(self):
        roadmap = _roadmap_of(self)
        counts = []
        for number in (1, 50):
            stage = roadmap.measure_ids[:1].stage_id
            self.env["mentorship.measure"].create(
                [
                    {
                        "name": f"Дело {index}",
                        "roadmap_id": roadmap.id,
                        "stage_id": stage.id,
                        "responsible_ids": [Command.set(self.curator.ids)],
                    }
                    for index in range(number)
                ]
            )
            self._print(ROADMAP, roadmap)
            self.env.flush_all()
            self.env.invalidate_all()
            # Who prints is asked for his time zone once in an environment or twice.
            self.assertTrue(self.env.user.name)
            before = self.env.cr.sql_log_count
            self._print(ROADMAP, roadmap)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)


@tagged("post_install", "-at_install")
class TestConsentPaper(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant(
            "Иванова Ирина Ивановна", "Учитель математики", "mentor"
        )
        cls.mentee = cls._participant("Орлов Лев Сергеевич", "Учитель ИЗО", "mentee")
        cls.pair = cls._pair(cls.mentor, cls.mentee)

    def test_each_kind_is_one_page(self):
        for kind, _label in self.env["mentorship.consent"]._fields["kind"].selection:
            with self.subTest(kind=kind):
                pages = self._pages(
                    self._print(CONSENT, self._consent(self.mentor, kind))
                )
                self.assertEqual(len(pages), 1)
                self.assertIn("СОГЛАСИЕ", pages[0])
                self.assertIn("И.И. Иванова", pages[0])
                self.assertNotRegex(pages[0].lower(), "здоровь|выгоран")

    def test_processing_has_what_article_9_demands(self):
        text = self._text(CONSENT, self._consent(self.mentor, "data_processing"))
        for part in (
            "Иванова Ирина Ивановна",
            "адрес:",
            "паспорт",
            "выдан (дата, кем):",
            "Муниципальное бюджетное общеобразовательное учреждение",
            "610000, г. Киров, ул. Мира, д. 20",
            "ИНН 4345000001",
            "ОГРН 1024301300002",
            "Цель обработки:",
            "Перечень персональных данных:",
            "Действия с персональными данными:",
            "Способы обработки:",
            "Обработка по поручению",
            "Срок действия:",
            "31 августа",
            "Отзыв:",
        ):
            self.assertIn(part, text)
        self.assertNotIn("запрещаю", text.lower())

    def test_distribution_has_what_order_18_demands(self):
        text = self._text(CONSENT, self._consent(self.mentor, "data_distribution"))
        for part in (
            "номер телефона, адрес электронной почты или почтовый адрес",
            "ИНН 4345000001",
            "https://school20.example.ru/nastavnichestvo/",
            "https://vk.example.ru/school20",
            "Разрешаю",
            "Запрещаю",
            "Условия и запреты",
            "фамилия, имя, отчество",
            "по внутренней сети",
            "трёх рабочих дней",
            "Срок действия:",
        ):
            self.assertIn(part, text)
        self.assertNotIn("паспорт", text)

    def test_image_is_a_sheet_of_its_own(self):
        text = self._text(CONSENT, self._consent(self.mentor, "image"))
        self.assertIn("статьёй 152.1 Гражданского кодекса", text)
        self.assertNotIn("152-ФЗ", text)

    def test_duties_in_their_cases(self):
        consent = self._consent(self.mentor, "mentor_duties", pair_id=self.pair.id)
        text = self._text(CONSENT, consent)
        for part in (
            "Директору МБОУ «СОШ № 20» Смирнову А.А.",
            "от учителя математики Ивановой Ирины Ивановны",
            "статьёй 351.8 Трудового кодекса",
            "в отношении учителя ИЗО Орлова Льва Сергеевича",
            "с 15 сентября 2025 г. по 31 мая 2026 г.",
            "дополнительным соглашением к моему трудовому договору",
            "не менее чем за три рабочих дня",
        ):
            self.assertIn(part, text)
        self.assertNotIn("..", text)

    def test_participation_in_its_cases(self):
        consent = self._consent(
            self.mentee, "mentee_participation", pair_id=self.pair.id
        )
        text = self._text(CONSENT, consent)
        self.assertIn("от учителя ИЗО Орлова Льва Сергеевича", text)
        self.assertIn("наставника – учителя математики Ивановой Ирины Ивановны", text)

    def test_without_a_pair_the_term_is_written_by_hand(self):
        text = self._text(CONSENT, self._consent(self.mentor, "mentor_duties"))
        self.assertIn("закреплены за мной приказом руководителя", text)
        self.assertEqual(text.count("«___» __________ 20___ г."), 3)

    def test_acquainted_with_a_regulation_only_if_there_is_one(self):
        consent = self._consent(self.mentor, "mentor_duties")
        self.assertNotIn("ознакомлена", self._text(CONSENT, consent))
        self.env["mentorship.legal.act"].create(
            {
                "name": "Положение",
                "level": "4_school",
                "citation": "Положением",
                "company_id": self.company.id,
            }
        )
        self.assertIn(
            "педагогических работников ознакомлена.", self._text(CONSENT, consent)
        )

    def test_printing_freezes_the_sheet(self):
        consent = self._consent(self.mentor, "data_processing")
        consent.action_print()
        frozen = self._print(CONSENT, consent)
        self.mentor.partner_id.name = "Новая Ирина Ивановна"
        self.assertEqual(self._print(CONSENT, consent), frozen)

    def test_a_teacher_prints_his_own_sheet_only(self):
        teacher = new_test_user(
            self.env,
            "consenting_teacher",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.mentor.employee_id.user_id = teacher
        own = self.env["mentorship.consent"].create(
            {
                "partner_id": teacher.partner_id.id,
                "kind": "mentor_duties",
                "pair_id": self.pair.id,
                "company_id": self.company.id,
            }
        )
        others = self._consent(self.mentee, "data_processing")
        self.env.invalidate_all()
        reports = self.reports.with_user(teacher)
        content, _kind = reports._render_qweb_pdf(CONSENT, own.ids)
        self.assertIn("Орлова Льва", " ".join(self._pages(content)))
        with self.assertRaises(AccessError):
            reports._render_qweb_pdf(CONSENT, (own + others).ids)

    def test_queries_do_not_grow_with_sheets(self):
        people = [
            self._participant(f"Петрова-{i} Анна Ильинична", "Учитель химии", "mentee")
            for i in range(50)
        ]
        for prepare in ("exists", "action_print"):  # fresh sheets, frozen sheets
            counts = []
            for number in (1, 50):
                consents = self.env["mentorship.consent"].union(
                    *(self._consent(person, "image") for person in people[:number])
                )
                getattr(consents, prepare)()
                self._print(CONSENT, consents)
                self.env.flush_all()
                self.env.invalidate_all()
                # Who prints is asked for his time zone once in an environment or twice.
                self.assertTrue(self.env.user.name)
                before = self.env.cr.sql_log_count
                self._print(CONSENT, consents)
                counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(*counts, prepare)


@tagged("post_install", "-at_install")
class TestReportAction(PaperCase):
    def test_client_is_offered_pdf_without_the_binary(self):
        base = "odoo.addons.base.models.ir_actions_report._wkhtml"
        with patch(base) as wkhtml:
            wkhtml.return_value.state = "install"
            self.assertEqual(self.reports.get_wkhtmltopdf_state(), "ok")
            with patch("importlib.util.find_spec", return_value=None):
                self.assertEqual(self.reports.get_wkhtmltopdf_state(), "install")
            # Reports of others still say the truth instead of running nothing.
            with self.assertRaises(UserError):
                self.reports._render_qweb_pdf(
                    "web.preview_internalreport", self.company.ids
                )

    def test_administrator_is_not_asked_for_a_letter_layout(self):
        self.company.external_report_layout_id = False
        order = self._order(self._pairs(1))
        action = self.env.ref(
            "school_mentorship.mentorship_order_report"
        ).report_action(order)
        self.assertEqual(action["type"], "ir.actions.report")

    def test_print_menus(self):
        for xmlid, model in (
            ("mentorship_order_report", "mentorship.order"),
            ("mentorship_consent_report", "mentorship.consent"),
            ("mentorship_roadmap_report", "mentorship.roadmap"),
        ):
            report = self.env.ref(f"school_mentorship.{xmlid}")
            self.assertEqual(report.binding_model_id.model, model)
            bound = self.env["ir.actions.actions"].get_bindings(model)["report"]
            self.assertIn(report.id, [action["id"] for action in bound])


@tagged("post_install", "-at_install")
class TestReportRoute(HttpCase):
    def test_route_and_file_name(self):
        company = self.env.ref("base.main_company")
        partner = self.env["res.partner"].create({"name": "Иванова Ирина Ивановна"})
        consent = self.env["mentorship.consent"].create(
            {"partner_id": partner.id, "kind": "image", "company_id": company.id}
        )
        self.authenticate("admin", "admin")
        response = self.url_open(
            # Without it core serves HTML in tests.
            f"/report/pdf/{CONSENT}/{consent.id}"
            '?context={"force_report_rendering": true}'
        )
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertTrue(response.content.startswith(b"%PDF-"))
        response = self.url_open(
            "/report/download",
            data={
                "data": f'["/report/pdf/{CONSENT}/{consent.id}", "qweb-pdf"]',
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        name = quote("Согласие (изображение) – Иванова Ирина Ивановна.pdf")
        self.assertIn(name, response.headers["Content-Disposition"])
        state = self.make_jsonrpc_request("/report/check_wkhtmltopdf", {})
        self.assertEqual(state, "ok")
