//! The messages of a conversation, each after the one it answers.
//!
//! A file says which message follows which, and cannot be trusted with it: parents are missing,
//! stand in a circle, or have the same id twice. What comes out is a forest in which every message
//! is kept: one whose parent is not there begins a branch of its own, and a circle is cut where it
//! is entered. Nothing here recurses.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::imports::formats::metadata::{Extra, Room};
use crate::imports::ids::name_of;
use crate::imports::model::ImportedMessage;
use crate::limits;
use crate::session::{FeedbackRating, MessageRole, MessageStatus};

/// A place in the tree of a file, with a message or without.
#[derive(Debug)]
pub(in crate::imports) struct Node {
    pub(in crate::imports) id: Option<String>,
    pub(in crate::imports) parent: Option<String>,
    pub(in crate::imports) at_ms: Option<i64>,
    /// A node without a message only joins others.
    pub(in crate::imports) said: Option<Said>,
}

/// What a message says.
#[derive(Debug)]
pub(in crate::imports) struct Said {
    pub(in crate::imports) role: MessageRole,
    pub(in crate::imports) content: String,
    pub(in crate::imports) model: Option<String>,
    pub(in crate::imports) tokens: Option<i64>,
    pub(in crate::imports) status: Option<MessageStatus>,
    pub(in crate::imports) rating: Option<FeedbackRating>,
    pub(in crate::imports) note: Option<String>,
    pub(in crate::imports) extra: Extra,
}

impl Said {
    pub(super) fn new(role: MessageRole, content: String, extra: Extra) -> Self {
        let (model, tokens, status, rating, note) = (None, None, None, None, None);
        Said { role, content, model, tokens, status, rating, note, extra }
    }
}

/// Messages in order, and the end of the branch that was shown.
#[derive(Debug)]
pub(super) struct Forest {
    pub(super) messages: Vec<ImportedMessage>,
    pub(super) active_id: Option<String>,
}

/// Puts nodes in order. `base_ms` is the time of the conversation, for messages that have none.
pub(super) fn forest(nodes: Vec<Node>, active: Option<&str>, base_ms: Option<i64>) -> Forest {
    let names = names(&nodes);
    let mut by_name = HashMap::with_capacity(nodes.len());
    for (n, node) in nodes.iter().enumerate() {
        if let Some(id) = &node.id {
            by_name.entry(id.as_str()).or_insert(n);
        }
    }
    let parent = |node: &Node| node.parent.as_deref().and_then(|id| by_name.get(id).copied());
    let mut parents: Vec<Option<usize>> = nodes.iter().map(parent).collect();
    let lost: Vec<bool> = nodes.iter().zip(&parents).map(|(n, p)| is_lost(n, *p)).collect();
    let cut = cut_circles(&mut parents);
    let active = active.and_then(|id| by_name.get(id).copied());
    let order = order(&parents);
    let active = active.or_else(|| latest_end(&nodes, &parents));
    let first_ms = nodes.iter().filter_map(|node| node.at_ms).min();
    let base_ms = base_ms.or(first_ms);

    // The nearest message at or above each node, and its time.
    let mut nearest: Vec<Option<usize>> = vec![None; nodes.len()];
    let mut times: Vec<Option<i64>> = vec![None; nodes.len()];
    let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let mut messages = Vec::with_capacity(order.len());
    let mut room = Room::default();
    for n in order {
        let Some(node) = nodes[n].take() else { continue };
        let above = parents[n].and_then(|p| nearest[p]);
        let Some(mut said) = node.said else {
            nearest[n] = above;
            continue;
        };
        nearest[n] = Some(n);
        times[n] = match above.and_then(|p| times[p]) {
            Some(before) => Some(node.at_ms.unwrap_or(before).max(before + 1)),
            None => node.at_ms.or(base_ms),
        }
        .map(|at_ms| at_ms.clamp(limits::TIME_MS_MIN, limits::TIME_MS_MAX));
        if lost[n] {
            said.extra.keep("lostParentId", node.parent);
        }
        if cut[n] {
            said.extra.keep("circle", true);
        }
        let mut message = ImportedMessage::new(names[n].clone(), said.role, said.content);
        message.parent_id = above.map(|p| names[p].clone());
        message.model = said.model;
        message.tokens = said.tokens;
        message.status = said.status;
        message.rating = said.rating;
        message.note = said.note;
        message.metadata = said.extra.into_metadata_within(&mut room);
        message.created_at_ms = times[n];
        messages.push(message);
    }
    let active_id = active.and_then(|n| nearest[n]).map(|n| names[n].clone());
    Forest { messages, active_id }
}

/// Names a parent that is not there. The all-zero UUID is how some say that there is none.
fn is_lost(node: &Node, parent: Option<usize>) -> bool {
    let nil = "00000000-0000-0000-0000-000000000000";
    parent.is_none() && node.parent.as_deref().is_some_and(|id| !id.is_empty() && id != nil)
}

/// A unique opaque id for each node. The second with an id is told by how often it came before,
/// and passes over what another node is called.
fn names(nodes: &[Node]) -> Vec<String> {
    // How often each name was asked for.
    let mut taken: HashMap<String, usize> = HashMap::with_capacity(nodes.len());
    let name = |(n, node): (usize, &Node)| {
        let name = match &node.id {
            Some(id) => opaque(id),
            None => format!("#{n}"),
        };
        let mut candidate = name.clone();
        while taken.contains_key(&candidate) {
            let times = taken.entry(name.clone()).or_insert(1);
            *times += 1;
            candidate = opaque(&format!("{name}~{times}"));
        }
        taken.insert(candidate.clone(), 1);
        candidate
    };
    nodes.iter().enumerate().map(name).collect()
}

/// An id as it is where the rules allow it, else a name that follows from it.
pub(super) fn opaque(id: &str) -> String {
    let fits = (1..=limits::OPAQUE_ID_BYTES_MAX).contains(&id.len());
    match fits && !id.chars().any(char::is_control) {
        true => id.to_owned(),
        false => name_of(Sha256::new_with_prefix(id)),
    }
}

/// Makes a root of each node by which a circle is entered; answers which these are.
fn cut_circles(parents: &mut [Option<usize>]) -> Vec<bool> {
    let mut cut = vec![false; parents.len()];
    // In which walk a node was met: 0 for none.
    let mut met = vec![0_usize; parents.len()];
    for start in 0..parents.len() {
        let (walk, mut at) = (start + 1, start);
        while met[at] == 0 {
            met[at] = walk;
            match parents[at] {
                Some(parent) if met[parent] == walk => {
                    parents[at] = None;
                    cut[at] = true;
                    break;
                }
                Some(parent) => at = parent,
                None => break,
            }
        }
    }
    cut
}

/// Every node after its parent; the children of one in the order of the file.
fn order(parents: &[Option<usize>]) -> Vec<usize> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    let mut open = Vec::new();
    for (n, parent) in parents.iter().enumerate().rev() {
        match parent {
            Some(parent) => children[*parent].push(n),
            None => open.push(n),
        }
    }
    let mut order = Vec::with_capacity(parents.len());
    while let Some(n) = open.pop() {
        order.push(n);
        // They were collected backwards, so the first stands on top.
        open.append(&mut children[n]);
    }
    order
}

/// The latest node that nothing follows.
fn latest_end(nodes: &[Node], parents: &[Option<usize>]) -> Option<usize> {
    let mut is_end = vec![true; parents.len()];
    parents.iter().flatten().for_each(|parent| is_end[*parent] = false);
    (0..nodes.len()).filter(|n| is_end[*n]).max_by_key(|n| (nodes[*n].at_ms, *n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_nodes_have_one_name() {
        let of = |ids: &[&str]| {
            let node = |id: &&str| Node {
                id: Some((*id).to_owned()),
                parent: None,
                at_ms: None,
                said: None,
            };
            names(&ids.iter().map(node).collect::<Vec<_>>())
        };
        assert_eq!(of(&["x", "x", "x", "y"]), ["x", "x~2", "x~3", "y"]);
        assert_eq!(of(&["x", "x", "x~2"]), ["x", "x~2", "x~2~2"]);
        assert_eq!(of(&["x~2", "x", "x", "x"]), ["x~2", "x", "x~3", "x~4"]);
    }
}
