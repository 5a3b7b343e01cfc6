//! What the messages say.

use std::path::PathBuf;

use serde_json::Value;

/// About 400 characters of English.
pub(crate) fn english() -> String {
    "All happy families are alike; each unhappy family is unhappy in its own way. ".repeat(5)
}

/// About 200 characters of English.
pub(crate) fn short() -> String {
    "It was the best of times, it was the worst of times, it was the age of wisdom. "
        .repeat(3)
        .chars()
        .take(200)
        .collect()
}

/// Chinese sentences of real conversations about films where the KdConv data is there (named by
/// `BENCH_KDCONV`, or beside the repository), else some of the bench's own; joined to at least 100
/// characters each.
pub(crate) fn chinese() -> (Vec<String>, &'static str) {
    let found = places().into_iter().find_map(|place| std::fs::read(place).ok());
    let (lines, source) = match found.map(|bytes| serde_json::from_slice(&bytes).unwrap()) {
        Some(data) => (utterances(&data), "KdConv"),
        None => (OWN.iter().map(|line| (*line).to_owned()).collect(), "bundled lines"),
    };
    let mut texts = vec![String::new()];
    for line in lines {
        let last = texts.last_mut().unwrap();
        last.push_str(&line);
        if last.chars().count() >= 100 {
            texts.push(String::new());
        }
    }
    texts.pop();
    (texts, source)
}

fn places() -> Vec<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("BENCH_KDCONV").map(PathBuf::from);
    named
        .into_iter()
        .chain(here.ancestors().map(|folder| folder.join("shared/data/kdconv")))
        .map(|folder| folder.join("film-dev.json"))
        .collect()
}

fn utterances(data: &Value) -> Vec<String> {
    let conversations = data.as_array().into_iter().flatten();
    conversations
        .flat_map(|conversation| conversation["messages"].as_array().into_iter().flatten())
        .filter_map(|message| message["message"].as_str().map(str::to_owned))
        .collect()
}

const OWN: &[&str] = &[
    "你知道这部电影是哪一年上映的吗？我记得小时候和家人一起在电影院看过，当时整个大厅都坐满了人。",
    "是二〇〇四年六月上映的，改编自同名小说，讲的是一对年轻人在战后重逢的故事，结局非常感人。",
    "原来如此，难怪我一直忘不了最后那一幕。导演后来还拍过别的爱情片吗？有没有值得推荐的？",
    "他后来拍过几部家庭题材的片子，节奏都比较慢，但是人物刻画很细腻，周末在家里慢慢看很合适。",
    "好的，那我这个周末就找来看看。顺便问一下，主演是不是也唱过这部电影的主题曲？",
    "主题曲不是他唱的，不过他确实会弹钢琴，在另一部歌舞片里，所有的钢琴镜头都是他本人完成的。",
];
