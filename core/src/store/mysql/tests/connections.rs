use super::proxy::{Cut, Proxy};
use super::*;
use crate::error::ErrorCode;

#[test]
fn a_server_that_is_away_or_refuses_is_told_without_the_password() {
    let Some(url) = server() else { return };
    let opts = mysql::Opts::from_url(&url).unwrap();
    let (host, port) = (opts.get_ip_or_hostname(), opts.get_tcp_port());
    let (user, password) = (opts.get_user().unwrap(), opts.get_pass().unwrap_or_default());
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for url in [
        format!("mysql://{user}:{password}@127.0.0.1:{free}/silvervine"),
        format!("mysql://{user}:hush@{host}:{port}/silvervine"),
        format!("mysql://{user}:{password}@{host}:{port}/there_is_no_such_database"),
        format!("mysql://{user}:{password}@no-such-host.invalid:{port}/silvervine"),
    ] {
        let error = Mysql::open(&url, ServerOptions::new()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::BackendUnavailable, "{error}");
        assert!(!error.to_string().contains("hush"), "{error}");
        assert!(error.retryable());
    }
}

#[test]
fn a_store_outlives_a_server_that_goes_and_comes_back() {
    let Some(store) = items(ServerOptions::new()) else { return };
    let proxy = Proxy::new(store.place().url());
    let through = Mysql::open(&proxy.url(store.place().url()), ServerOptions::new()).unwrap();
    proxy.cut(Cut::Always);
    let mut operator = operator(&store);
    let mut lost = through.write(&mut |connection| {
        let id = connection_id(connection);
        kill(&mut operator, id);
        add(connection, 1, 1)
    });
    for _ in 0..2 {
        assert_eq!(lost.unwrap_err().code(), ErrorCode::BackendUnavailable);
        lost = through.write(&mut |connection| add(connection, 1, 1));
    }
    proxy.cut(Cut::Never);
    through.write(&mut |connection| add(connection, 1, 1)).unwrap();
    assert_eq!(total(&store, 1), Some(1));
}

#[test]
fn connections_that_ended_while_idle_are_replaced_unnoticed() {
    let Some(store) = items(ServerOptions::new()) else { return };
    let mut operator = operator(&store);
    for round in 1..=3 {
        // Several connections at once, which then are idle.
        let gate = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    store.read(&mut |_| {
                        gate.wait();
                        Ok(())
                    })
                });
            }
        });
        let ids: Vec<i64> = operator
            .query(
                "SELECT id FROM information_schema.processlist \
                 WHERE db = DATABASE() AND id <> CONNECTION_ID()",
            )
            .unwrap();
        assert!(ids.len() >= 4, "{ids:?}");
        ids.into_iter().for_each(|id| kill(&mut operator, id));
        store.write(&mut |connection| add(connection, 1, 1)).unwrap();
        assert_eq!(total(&store, 1), Some(round));
    }
}

#[test]
fn a_job_whose_connection_is_killed_runs_once_more_and_takes_effect_once() {
    let Some(store) = items(ServerOptions::new()) else { return };
    let mut operator = operator(&store);
    let mut runs = 0;
    let outcome = store.write(&mut |connection| {
        runs += 1;
        add(connection, 1, 1)?;
        if runs == 1 {
            let id = connection_id(connection);
            kill(&mut operator, id);
        }
        add(connection, 1, 2)
    });
    assert_eq!((outcome, runs), (Ok(()), 2));
    assert_eq!((total(&store, 1), total(&store, 2)), (Some(1), Some(1)));

    let mut runs = 0;
    let outcome = store.write(&mut |connection| {
        runs += 1;
        add(connection, 1, 1)?;
        let id = connection_id(connection);
        kill(&mut operator, id);
        add(connection, 1, 2)
    });
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::BackendUnavailable);
    assert_eq!((runs, total(&store, 1)), (2, Some(1)), "a job that is killed each time ends");
}

#[test]
fn a_connection_keeps_a_bounded_number_of_statements() {
    let Some(store) = items(ServerOptions::new().connections_max(1)) else { return };
    let statements: Vec<&'static crate::store::Sql> = (0..700)
        .map(|number| {
            &*Box::leak(Box::new(crate::store::Sql {
                name: "a statement of many",
                scope: crate::store::Scope::EngineScan,
                tenant: false,
                any: Box::leak(format!("SELECT {number} + ?").into_boxed_str()),
                postgres: None,
                mysql: None,
            }))
        })
        .collect();
    for _ in 0..2 {
        let read = store.read(&mut |connection| {
            for (number, sql) in (0i64..).zip(&statements) {
                connection.query(sql, &[1.into()], &mut |row| {
                    assert_eq!(row.int(0)?, number + 1);
                    Ok(())
                })?;
            }
            Ok(())
        });
        assert_eq!(read, Ok(()));
    }
    let mut held = 0;
    let read = store.read(&mut |connection| {
        crate::store::Connection::query(connection, &sql::ME, &[], &mut |_| Ok(()))
    });
    assert_eq!(read, Ok(()));
    let mut lease = store.inner().pool.lease(|| panic!("one is idle")).unwrap();
    held += lease.connection().unwrap().statements_held();
    assert!(held <= 512, "{held} statements are held");
}
