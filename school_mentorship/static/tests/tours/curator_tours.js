import {
    begin,
    choose,
    count,
    menu,
    press,
    save,
    search,
    stands,
} from "./steps";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// The board of lines: what is missing, and a mark by hand.
tours.add("school_mentorship_board", {
    steps: () => [
        ...count(".o_kanban_group", 7),
        ...count(".o_kanban_record", 17),
        ...search("банка данных"),
        ...count(".o_kanban_record", 2),
        ...press("action_open_missing", ".o_kanban_record:contains(наставляемых)"),
        { trigger: ".o_list_renderer .o_data_row:contains(Козлов)" },
        { trigger: ".o_list_renderer .o_data_row:contains(Белова)" },
        ...count(".o_data_row", 2),
        { trigger: ".o_back_button a", run: "click" },
        { trigger: ".o_kanban_renderer" },
        { trigger: ".o_searchview_facet:contains(банка данных) .o_facet_remove", run: "click" },
        ...count(".o_kanban_record", 17),
        { trigger: ".o_kanban_record:contains(Сбор информации)", run: "click" },
        ...stands("running"),
        { trigger: ".o_notebook .nav-link[name=by_hand]", run: "click" },
        { trigger: ".o_field_widget[name=hand_done] input", run: "click" },
        {
            trigger: ".o_field_widget[name=hand_basis] input",
            run: "edit Сводка запросов, папка 02-14",
        },
        ...save(),
        ...stands("done"),
    ],
});

// The banks: a mentor and a mentee, their consents, received with one click.
const enter = (name) => [
    ...begin(),
    ...choose("employee_id", name),
    ...save(),
    ...stands("no_consent"),
    ...press("action_prepare_consents"),
    ...count(`.o_data_row:contains(${name})`, 2),
    { trigger: "thead .o_list_record_selector input", run: "click" },
    ...press("action_print", ".o_control_panel"),
    ...count(`.o_data_row:contains(${name}) [name=state] .text-bg-info`, 2),
    { trigger: "thead .o_list_record_selector input", run: "click" },
    ...press("action_mark_signed", ".o_control_panel"),
    ...press("action_mark", ".modal footer"),
    ...count(`.o_data_row:contains(${name}) [name=state] .text-bg-success`, 2),
];
tours.add("school_mentorship_banks", {
    steps: () => [
        ...enter("Петрова"),
        ...menu("mentorship_participant_menu", "mentorship_participant_menu_mentee"),
        ...enter("Смирнова"),
        ...menu("mentorship_participant_menu", "mentorship_participant_menu_mentor"),
        { trigger: ".o_kanban_record:contains(Петрова):not(:has(.text-danger))" },
    ],
});

// From a pair to its registered order, and back to the board of pairs.
tours.add("school_mentorship_order", {
    steps: () => [
        ...begin(),
        ...choose("mentor_id", "Петрова"),
        ...choose("mentee_ids", "Смирнова"),
        ...save(),
        ...stands("preparing"),
        ...press("action_prepare_order"),
        { trigger: ".o_field_widget[name=pair_ids] .o_data_row:contains(Петрова)" },
        ...stands("draft"),
        ...press("action_to_sign"),
        ...stands("signing"),
        ...press("action_register"),
        {
            trigger: ".modal .o_field_widget[name=number] input",
            run: "edit 125-ОД",
        },
        ...press("action_register", ".modal footer"),
        ...stands("registered"),
        { trigger: ".o_field_widget[name=number]:contains(125-ОД)" },
        ...menu("mentorship_pair_menu_root", "mentorship_pair_menu"),
        // the columns stand in the order of the states: the second one is «at work»
        { trigger: ".o_kanban_group:eq(1) .o_kanban_record:contains(Петрова)" },
        ...count(".o_kanban_group:eq(0) .o_kanban_record", 0),
    ],
});

// A card dragged where only an order leads: a sentence, and the card goes back.
tours.add("school_mentorship_drag", {
    steps: () => [
        {
            trigger: ".o_kanban_group:eq(0) .o_kanban_record:contains(Петрова)",
            async run({ drag_and_drop }) {
                const position = { top: 80, left: 150 };
                await drag_and_drop(".o_kanban_group:eq(1)", { position, relative: true });
            },
        },
        { trigger: ".modal .modal-body:contains(Петрова)" },
        { trigger: ".modal footer .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_kanban_group:eq(0) .o_kanban_record:contains(Петрова)" },
    ],
});

// The end of the year: one answer for all pairs in one window, one order.
tours.add("school_mentorship_completion", {
    steps: () => [
        ...count(".o_field_widget[name=line_ids] .o_data_row", 2),
        // what is missing stands beside the pair and holds nobody up
        { trigger: ".o_data_row:contains(Петрова) [name=missing]" },
        { trigger: ".o_field_widget[name=result] .o_select_menu_toggler", run: "click" },
        { trigger: ".o_select_menu_item:eq(0)", run: "click" },
        ...press("action_apply_all"),
        ...count(".o_field_widget[name=line_ids] .o_data_row.text-danger", 0),
        ...press("action_prepare_order"),
        ...stands("draft"),
        ...count(".o_field_widget[name=change_ids] .o_data_row", 2),
        ...press("action_to_sign"),
        ...stands("signing"),
        ...press("action_register"),
        {
            trigger: ".modal .o_field_widget[name=number] input",
            run: "edit 88-ОД",
        },
        ...press("action_register", ".modal footer"),
        ...stands("registered"),
    ],
});
