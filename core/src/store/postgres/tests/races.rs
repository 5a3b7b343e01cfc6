//! Conflicts that the server or a test makes.

use super::*;
use crate::error::ErrorKind;
use crate::store::testing::{Fault, FaultPoint, Faulty};
use crate::users::RegisterUserRequest;
use crate::wallet::{ConsumePointsRequest, GetBalanceRequest, VerifyWalletRequest};
use crate::{Engine, EngineOptions};

#[test]
fn a_job_that_met_another_runs_again_wherever_they_met() {
    let Some(url) = server() else { return };
    let store = Arc::new(Faulty::new(fresh::postgres(&url, ServerOptions::new()).unwrap()));
    let engine = Engine::with_driver(store.clone(), EngineOptions::default()).unwrap();
    let request = RegisterUserRequest::new().external_id("ada");
    let user = engine.users().register(request).unwrap().user.id;
    let mut spent = 0;
    for point in [FaultPoint::Statement as fn(u64) -> FaultPoint, FaultPoint::Commit] {
        for n in 1..100 {
            store.arm(Fault::new(point(n), ErrorKind::Serialization {}).transient());
            let key = format!("{:?}", point(n));
            let response =
                engine.wallet().consume(ConsumePointsRequest::new(user, 1, key)).unwrap();
            assert!(!response.replayed);
            spent += 1;
            if store.disarm().faults == 0 {
                assert!(n > 1, "a fault struck");
                break;
            }
        }
    }
    assert_eq!(engine.wallet().balance(GetBalanceRequest::new(user)).unwrap().balance, 100 - spent);
    assert!(engine.wallet().verify(VerifyWalletRequest::new(user)).unwrap().ok);
}

#[test]
fn jobs_that_lock_each_other_out_both_take_effect() {
    let Some(store) = item_store(ServerOptions::new()) else { return };
    store
        .write(&mut |connection| connection.exec(&sql::PUT, &[2.into(), 0.into()]).map(drop))
        .unwrap();
    let barrier = std::sync::Barrier::new(2);
    std::thread::scope(|scope| {
        for (first, second) in [(1, 2), (2, 1)] {
            let (store, barrier) = (&store, &barrier);
            scope.spawn(move || {
                let mut met = false;
                store
                    .write(&mut |connection| {
                        connection.exec(&sql::ADD, &[1.into(), first.into()])?;
                        if !met {
                            met = true;
                            barrier.wait();
                        }
                        connection.exec(&sql::ADD, &[1.into(), second.into()]).map(drop)
                    })
                    .unwrap();
            });
        }
    });
    assert_eq!(total(&store), 2);
}
