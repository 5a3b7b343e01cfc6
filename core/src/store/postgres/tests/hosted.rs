//! Inside a host's runtime, and dropped there.

use tokio::runtime::{Builder, Runtime};

use super::*;

fn runtimes() -> Vec<Runtime> {
    vec![
        Builder::new_current_thread().enable_all().build().unwrap(),
        Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap(),
    ]
}

/// More polls than a task may make before tokio makes it wait.
const CALLS: i64 = 500;

#[test]
fn a_store_works_in_a_task_of_either_runtime_and_is_dropped_there() {
    let Some(url) = server() else { return };
    for runtime in runtimes() {
        runtime.block_on(async {
            let task = |url: String| async move {
                let store = fresh::postgres(&url, ServerOptions::new()).unwrap();
                make_item(&store);
                for _ in 0..CALLS {
                    store.write(&mut |connection| add(connection, 1)).unwrap();
                }
                tokio::task::yield_now().await;
                total(&store)
            };
            let (a, b) = (tokio::spawn(task(url.clone())), tokio::spawn(task(url.clone())));
            assert_eq!((a.await.unwrap(), b.await.unwrap()), (CALLS, CALLS));
        });
    }
}

#[test]
fn tasks_share_a_store_and_the_last_drops_it() {
    for runtime in runtimes() {
        let Some(store) = item_store(ServerOptions::new()) else { return };
        let store: Shared = Arc::new(store);
        runtime.block_on(async move {
            let tasks: Vec<_> = (0..8)
                .map(|_| {
                    let store = Arc::clone(&store);
                    tokio::spawn(async move {
                        for _ in 0..20 {
                            store.write(&mut |connection| add(connection, 1)).unwrap();
                            tokio::task::yield_now().await;
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(total(&*store), 160);
        });
    }
}

#[test]
fn a_store_works_on_a_blocking_thread_of_a_runtime() {
    for runtime in runtimes() {
        let Some(store) = item_store(ServerOptions::new()) else { return };
        let job = move || {
            store.write(&mut |connection| add(connection, 1)).unwrap();
            total(&store)
        };
        let total = runtime.block_on(async { tokio::task::spawn_blocking(job).await.unwrap() });
        assert_eq!(total, 1);
    }
}
