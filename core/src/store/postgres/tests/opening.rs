//! Opening: URLs, empty databases, and those of a newer engine.

use super::*;
use crate::settings::{GetSettingRequest, SetSettingRequest};
use crate::store::migrate;
use crate::{Engine, EngineOptions};

#[test]
fn urls_that_cannot_work_are_refused_without_their_password() {
    for url in [
        "postgres://u:hunter2@localhost:notaport/db",
        #[cfg(not(feature = "tls"))]
        "postgres://u:hunter2@localhost/db?sslmode=require",
        "postgres://u:hunter2@localhost/db?sslmode=maybe",
        "postgres://u:hunter2@localhost/db?nonsense=1",
    ] {
        let error = Engine::open(url).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation, "{url}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}

#[test]
fn what_the_server_refuses_is_said() {
    let Some(url) = server() else { return };
    let nowhere = url.rsplit_once('/').unwrap().0.to_owned() + "/no_such_database";
    let error = Engine::open(nowhere).unwrap_err();
    assert_eq!(error.code(), ErrorCode::BackendUnavailable);
    assert!(error.to_string().contains("no_such_database"), "{error}");
}

#[test]
fn sixteen_engines_can_open_an_empty_database_at_once() {
    let Some(url) = server() else { return };
    let place = fresh::Place::postgres(&url).unwrap();
    let options = || EngineOptions::default().server(ServerOptions::new().connections_max(2));
    let engines: Vec<_> = std::thread::scope(|scope| {
        let openers: Vec<_> =
            (0..16).map(|_| scope.spawn(|| Engine::open_with(place.url(), options()))).collect();
        openers.into_iter().map(|opener| opener.join().unwrap().unwrap()).collect()
    });
    engines[0].settings().set(SetSettingRequest::new("key", serde_json::json!(1))).unwrap();
    for engine in &engines {
        assert!(engine.settings().get(GetSettingRequest::new("key")).is_ok());
        assert_eq!(engine.stats().schema_version, migrate::newest());
        engine.close().unwrap();
    }
}

#[test]
fn a_database_of_a_newer_engine_is_refused_and_left_alone() {
    let Some(store) = store() else { return };
    let newer = migrate::newest() + 1;
    migrate::migrate(&store, 0).unwrap();
    let record = |connection: &mut dyn Connection| {
        connection.exec(&sql::NEWER, &[newer.into(), "future".into(), 0.into()]).map(drop)
    };
    store.write(&mut { record }).unwrap();
    let error = Engine::open(store.place().url()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::SchemaNewer);
    assert_eq!(error.details()["found"], newer);
}
