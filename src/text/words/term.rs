//! The words of a new term (P11).

use crate::text::Word;

words! {
    term_title: "新学期，{0}的课后服务", "New term: after-school service for {0}";
    term_last: "上学期登记的是：{0}。", "Last term's choice: {0}.";
    term_holds: "没有回答也不等于不参加：没有改之前，一直照这样安排。", "No answer is not a no: it goes on like this until you change it.";
    term_over: "这个登记已经到期，现在没有登记。", "That choice has ended; there is none now.";
    term_empty: "还没有登记过。没有登记不等于不参加，随时可以登记。", "No choice yet. No answer is not a no: choose any time.";
    term_as_before: "照旧", "As before";
    term_change: "改一改", "Change";
    term_choose: "去登记", "Choose";
    term_kept: "已登记：{0}起照旧，{1}。以后随时可以改。", "Recorded: from {0} as before, {1}. You can change it at any time.";
}
