import { count, press } from "./steps";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const type = (row, text) => [
    { trigger: `.o_data_row:eq(${row}) td[name=days]`, run: "click" },
    { trigger: `.o_data_row:eq(${row}) [name=days] input`, run: `edit ${text}` },
];

// The month sheet: a line of the plan and a meeting beside it, saved at once.
tours.add("school_mentorship_month_sheet", {
    steps: () => [
        ...count(".o_data_row", 2),
        ...type(0, "1"),
        ...type(1, "1"),
        { trigger: ".o_form_view h2", run: "click" },
        ...press("action_save"),
        { trigger: ".o_list_view .o_data_row [name=state] .text-bg-success" },
        ...count(".o_list_view .o_data_row [name=state] .text-bg-success", 2),
    ],
});

// The mentor on the phone: the card of the pair, one button, and the meeting is there.
tours.add("school_mentorship_phone", {
    steps: () => [
        ...press("action_hold", ".o_kanban_record"),
        { trigger: ".modal .o_field_widget[name=date_held]" },
        {
            trigger: ".modal .o_field_widget[name=result] textarea",
            run: "edit Разобрали план урока",
        },
        ...press("action_enter", ".modal footer"),
        { trigger: "body:not(:has(.modal))" },
    ],
});

// From a bookmark on the phone there is nothing behind the window: meetings follow.
tours.add("school_mentorship_phone_bookmark", {
    steps: () => [
        {
            trigger: ".modal .o_field_widget[name=result] textarea",
            run: "edit Разобрали журнал",
        },
        ...press("action_enter", ".modal footer"),
        { trigger: ".o_kanban_view .o_kanban_record:contains(Разобрали журнал)" },
    ],
});

// The month sheet on a phone: cards, one window a row.
tours.add("school_mentorship_phone_month", {
    steps: () => [
        ...count(".o_field_x2many .o_kanban_record:not(.o_kanban_ghost)", 2),
        { trigger: ".o_kanban_record:contains(Журнал)", run: "click" },
        { trigger: ".modal [name=days] input", run: "edit 1" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_kanban_record .fa-check" },
        ...press("action_save"),
        { trigger: ".o_kanban_view .o_kanban_record .text-bg-success" },
    ],
});

// The mentor's programs are cards; the plan of one is cards as well.
tours.add("school_mentorship_phone_program", {
    steps: () => [
        { trigger: ".o_kanban_record button[name=action_hold]" },
        { trigger: ".o_kanban_record:contains(Смирнова)", run: "click" },
        {
            trigger:
                ".o_form_view .o_field_widget[name=session_ids] .o_kanban_record:contains(Журнал)",
        },
    ],
});

// The mentee reads plan and results, and confirms where the school asks for it.
tours.add("school_mentorship_mentee", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Разобрали план)" },
        ...count(".o_kanban_record:not(.o_kanban_ghost)", 2),
        ...press("action_confirm", ".o_kanban_record"),
        ...count("button[name=action_confirm]", 0),
        { trigger: ".o_kanban_record:contains(Разобрали план)", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=date_confirmed]" },
        { trigger: ".o_field_widget.o_readonly_modifier[name=result]" },
        ...count("button[name=action_missed]", 0),
    ],
});
