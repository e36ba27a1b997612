use super::*;

fn holds(of: &str, value: &str) -> bool {
    PyType::parse(of).unwrap().holds(&PyValue::parse(value).unwrap())
}

#[test]
fn values_are_of_their_types_and_of_no_others() {
    let fits = [
        ("int", "-3"),
        ("int", "10_000"),
        ("float", "0.5"),
        ("float", "2"),
        ("float", "-1e-9"),
        ("float", ".5"),
        ("bool", "True"),
        ("str", "'it\\'s'"),
        ("str", "\"it's\""),
        ("None", "None"),
        ("list", "[1, 'a']"),
        ("list[int]", "[]"),
        ("list[list[int]]", "[[1, 2], []]"),
        ("list[int | None]", "[1, None, 2]"),
        ("list[list[str | int]]", "[['put', 1, 2], ['get', 1]]"),
        ("tuple[int, str]", "(1, 'a',)"),
        ("dict[str, list[int]]", "{'a': [1], 'b': []}"),
        ("float | None", "None"),
        ("int", "000"),
        ("float", "01.5"),
        ("int", "(1)"),
        ("tuple[int]", "(1,)"),
        ("tuple[int, ...]", "(1, 2, 3)"),
        ("tuple[int, ...]", "()"),
        ("set[int]", "{1, 2,}"),
        ("set[int]", "set()"),
        ("set[str]", "{'a'}"),
        ("set[tuple[int, int]]", "{(1, 2), (3, 4)}"),
        ("list[set[int]]", "[{1}, set()]"),
        ("dict[str, int]", "{}"),
        ("str", "'\\x41\\n\\\\u'"),
    ];
    for (of, value) in fits {
        assert!(holds(of, value), "{value} is of {of}");
    }
    let others = [
        ("int", "1.0"),
        ("int", "True"),
        ("int", "'1'"),
        ("float", "None"),
        ("str", "1"),
        ("list[int]", "[1, 'a']"),
        ("list[int]", "3"),
        ("list[list[int]]", "[1]"),
        ("tuple[int, str]", "(1, 2)"),
        ("tuple[int]", "(1, 2)"),
        ("tuple[int]", "(1)"),
        ("tuple[int, ...]", "(1, 'a')"),
        ("tuple[int, ...]", "[1]"),
        ("set[int]", "[1]"),
        ("set[int]", "{'a'}"),
        ("set[int]", "{}"),
        ("list[int]", "{1}"),
        ("dict[int, int]", "{1}"),
        ("dict[str, int]", "{1: 1}"),
        ("int | None", "'x'"),
    ];
    for (of, value) in others {
        assert!(!holds(of, value), "{value} is not of {of}");
    }
}

#[test]
fn named_values_are_read_in_order_and_faults_say_where() {
    let named = PyValue::named("n = 3, trust=[[0, 2]],text = 'a, b = 1'").unwrap();
    let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["n", "trust", "text"]);
    for (text, expected, before) in [
        ("a = [1", "]", ""),
        ("a = 'x", "a closing quote", "x"),
        ("a = 1 b = 2", "nothing more", "b = 2"),
        ("a = maybe", "a value", "maybe"),
        ("= 3", "a name", "= 3"),
        ("class = 3", "a name", "= 3"),
        ("a = [1 2]", "]", "2]"),
        ("a = 1.2.3", "a value", "1.2.3"),
        ("a = 1__0", "a value", "1__0"),
        ("a = .", "a value", "."),
        ("a = 1e", "a value", "1e"),
        ("a = é", "a value", "é"),
        ("a = 007", "a value", "007"),
        ("a = -01", "a value", "-01"),
        ("a = 0_7", "a value", "0_7"),
        ("a = {1: 2, 3}", ":", "}"),
        ("a = {1, 2: 3}", "}", ": 3}"),
        ("a = set(1)", "a value", "set(1)"),
        ("a = 'x\ny'", "a closing quote", "x\ny'"),
        ("a = '\\x1'", "what may follow a \\", "x1'"),
        ("__debug__ = 1", "a name", "= 1"),
    ] {
        let fault = PyFault { expected, before: before.to_string() };
        assert_eq!(PyValue::named(text), Err(fault), "{text}");
    }
}

#[test]
fn types_that_are_none_are_refused() {
    for text in [
        "",
        "integer",
        "list[int",
        "list[]",
        "int |",
        "List[int]",
        "int, int",
        "dict[str]",
        "set",
        "set[]",
        "set[int, int]",
        "tuple[...]",
        "tuple[int, ..., int]",
    ] {
        assert!(PyType::parse(text).is_err(), "{text}");
    }
}

#[test]
fn what_nests_too_deeply_is_refused_and_not_followed() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(PyValue::parse(&deep(20)).is_ok());
    assert!(PyValue::parse(&deep(21)).is_err());
    assert!(PyValue::parse(&"[".repeat(100_000)).is_err());
    assert!(PyType::parse(&"list[".repeat(100_000)).is_err());
}

#[test]
fn a_type_is_read_off_the_front_of_a_sentence() {
    assert_eq!(PyType::begins("list[int]`. Return"), Ok(PyType::List(Some(Box::new(PyType::Int)))));
    assert_eq!(PyType::begins("int`, where"), Ok(PyType::Int));
}

#[test]
fn sets_and_keys_hold_nothing_that_may_change() {
    let is_impossible = |of: &str| PyType::parse(of).unwrap().is_impossible();
    for of in ["set[list[int]]", "list[set[set[int]]]", "dict[tuple[list], int]", "set[int | list]"]
    {
        assert!(is_impossible(of), "{of}");
    }
    for of in ["set[tuple[int, str]]", "dict[str, list[int]]", "list[set[int]]", "int"] {
        assert!(!is_impossible(of), "{of}");
    }
}
