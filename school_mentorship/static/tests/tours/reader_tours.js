import { count, menu, press, stands } from "./steps";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// The director reads the board, and registers what lies on the desk.
tours.add("school_mentorship_director", {
    steps: () => [
        ...count(".o_kanban_record", 17),
        ...count(".o-kanban-button-new", 0),
        { trigger: ".o_kanban_record:contains(о закреплении наставников)", run: "click" },
        { trigger: ".o_form_readonly .o_field_widget[name=hint]" },
        ...menu("mentorship_paper_menu", "mentorship_order_menu"),
        { trigger: ".o_data_row:contains(О закреплении) [name=heading]", run: "click" },
        ...stands("signing"),
        ...press("action_register"),
        {
            trigger: ".modal .o_field_widget[name=number] input",
            run: "edit 131-ОД",
        },
        ...press("action_register", ".modal footer"),
        ...stands("registered"),
        ...menu("mentorship_roadmap_menu_root", "mentorship_measure_menu"),
        {
            trigger:
                ".o_kanban_record:contains(о закреплении наставников) [name=state] .text-bg-success",
        },
    ],
});

// A teacher sees his own pair, and of the application's menu only what is his.
tours.add("school_mentorship_teacher", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Петрова)" },
        ...count(".o_kanban_record:not(.o_kanban_ghost)", 1),
        ...count("[data-menu-xmlid='school_mentorship.mentorship_paper_menu']", 0),
        ...count("[data-menu-xmlid='school_mentorship.mentorship_measure_menu']", 0),
        { trigger: ".o_kanban_record:contains(Петрова)", run: "click" },
        { trigger: ".o_form_readonly .o_field_widget[name=mentor_id]:contains(Петрова)" },
        ...count("header button[name=action_prepare_order]", 0),
        ...count(".o_form_statusbar button[name=action_end]", 0),
        ...menu("mentorship_own_menu", "mentorship_consent_menu_own"),
        ...count(".o_data_row", 2),
    ],
});
