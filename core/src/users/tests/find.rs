use super::*;
use crate::users::{FindUserRequest, GetUserRequest, UserState};

#[test]
fn a_user_is_found_by_each_identifier_however_it_is_written() {
    for key in [None, Some(root_key(1))] {
        let world = world(key);
        let request = RegisterUserRequest::new()
            .email("ada@example.org")
            .phone("+8613800138000")
            .external_id("legacy-7");
        let ada = world.engine.users().register(request).unwrap().user;
        world.register("bob@example.org");
        for request in [
            FindUserRequest::new().email("Ada@EXAMPLE.org"),
            FindUserRequest::new().phone("+86 138 0013 8000"),
            FindUserRequest::new().external_id("legacy-7"),
        ] {
            assert_eq!(world.engine.users().find(request).unwrap(), ada);
        }
        let request = FindUserRequest::new().email("ada@example.org").include_profile(true);
        assert!(world.engine.users().find(request).unwrap().profile.is_some());
    }
}

#[test]
fn exactly_one_identifier_is_asked_for() {
    let world = world(None);
    for request in [
        FindUserRequest::new(),
        FindUserRequest::new().email("a@example.org").phone("+8613800138000"),
        FindUserRequest::new().email("a@example.org").external_id("x"),
    ] {
        assert_eq!(code(world.engine.users().find(request)), ErrorCode::Validation);
    }
}

#[test]
fn an_unknown_identifier_is_not_repeated_in_the_refusal() {
    let world = world(None);
    let request = FindUserRequest::new().email("eve@example.org");
    let error = world.engine.users().find(request).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
    assert!(!error.to_json().to_string().contains("eve"));
}

#[test]
fn an_identifier_of_one_kind_never_finds_another() {
    let world = world(None);
    world.engine.users().register(RegisterUserRequest::new().external_id("a@example.org")).unwrap();
    let request = FindUserRequest::new().email("a@example.org");
    assert_eq!(code(world.engine.users().find(request)), ErrorCode::NotFound);
}

#[test]
fn a_deleted_user_is_shown_to_operators_who_ask_for_it() {
    let world = world(None);
    let ada = world.register("ada@example.org").id;
    for state in ["deleted", "anonymized"] {
        world.raw().execute("UPDATE users SET state = ?", [state]).unwrap();
        let get = |cx: &Context, request| world.engine.acting(cx).users().get(request);
        let hidden = GetUserRequest::new(ada);
        let shown = hidden.clone().include_deleted(true);
        assert_eq!(code(get(&Context::host(), hidden.clone())), ErrorCode::NotFound);
        assert_eq!(code(get(&Context::user(ada), hidden)), ErrorCode::NotFound);
        let found = get(&Context::host(), shown.clone()).unwrap();
        assert_eq!(found.state.as_str(), state);
        assert_eq!(code(get(&Context::user(ada), shown)), ErrorCode::PermissionDenied);
        let request = FindUserRequest::new().email("ada@example.org");
        assert_eq!(code(world.engine.users().find(request)), ErrorCode::NotFound);
        let request = RegisterUserRequest::new().email("ada@example.org");
        assert_eq!(code(world.engine.users().register(request)), ErrorCode::Conflict);
    }
}

#[test]
fn a_state_that_no_row_can_have_is_reported_as_damage() {
    let world = world(None);
    let ada = world.register("ada@example.org");
    assert_eq!(ada.state, UserState::Active);
    world.raw().execute("UPDATE users SET state = 'asleep'", []).unwrap();
    let outcome = world.engine.users().get(GetUserRequest::new(ada.id));
    assert_eq!(code(outcome), ErrorCode::StorageCorrupt);
}
