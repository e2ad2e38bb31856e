//! The larger pieces: a guardian's card, the roll, a release.

use leptos::prelude::*;

use super::Shown;
use crate::components::{
    Action, Badge, Button, ButtonLook, ChildCard, CountRow, DayLine, DaySpan, Glyph, ReleasePerson,
    Roll, RollRow, Tile, TileSize, Timeline, TimelineItem, TimelineWhen, Tone,
};

#[component]
pub fn Screens() -> impl IntoView {
    view! {
        <Shown name="ChildCard · DayLine · Timeline · Action">
            <Afternoon />
        </Shown>
        <Shown name="CountRow">
            <Roll label="紧急点名">
                <CountRow surname="陈" name="陈一鸣" note="15:41 王老师：平安" good=true bad=false bad_word="未找到" bad_label="陈一鸣 未找到" on_good=|| () on_bad=|| () />
                <CountRow surname="周" name="周若汐" note="15:43 顾师傅：未找到" good=false bad=true bad_word="未找到" bad_label="周若汐 未找到" on_good=|| () on_bad=|| () />
            </Roll>
        </Shown>
        <Shown name="Roll · RollRow">
            <RollCall />
        </Shown>
        <Shown name="ReleasePerson">
            <Release />
        </Shown>
    }
}

#[component]
fn Afternoon() -> impl IntoView {
    let item = |when, time: &str, words: &str, note: &str| TimelineItem {
        key: time.to_owned(),
        when,
        time: time.to_owned(),
        words: words.to_owned(),
        note: note.to_owned(),
    };
    let items = vec![
        item(TimelineWhen::Past, "15:38", "放学，到课外活动", "周老师交给王老师"),
        item(TimelineWhen::Now, "16:32", "转入晚托", "3 号教室 · 王老师"),
        item(TimelineWhen::Next, "18:00", "外婆来接", "常接人"),
    ];
    let spans = vec![
        DaySpan { from: 930, to: 990, stays: true },
        DaySpan { from: 990, to: 1080, stays: true },
    ];
    let ends: Vec<_> = ["15:30", "18:00"].map(str::to_owned).to_vec();
    view! {
        <ChildCard
            surname="陈"
            name="陈一鸣"
            class_name="二（3）班"
            tone=Tone::Present
            state="在校"
            now="在 3 号教室，王老师陪着"
            note="晚托到 18:00 · 外婆来接"
        >
            <DayLine spans now=Some(1022) ends />
            <Timeline items />
            <div class="actions">
                <Action href="/gallery" glyph=Glyph::Note word="请假" />
                <Action href="/gallery" glyph=Glyph::People word="接送人" />
                <Action href="/gallery" glyph=Glyph::Week word="意愿登记" />
            </div>
        </ChildCard>
    }
}

#[component]
fn RollCall() -> impl IntoView {
    let here = RwSignal::new(true);
    let there = RwSignal::new(false);
    let flip = |signal: RwSignal<bool>| move || signal.update(|on| *on = !*on);
    let more = "/gallery";
    view! {
        <Roll label="3 号教室">
            <RollRow surname="陈" name="陈一鸣" note="二（3）07" present=here on_tap=flip(here) href=more href_word="陈一鸣，详情" />
            <RollRow
                surname="欧阳"
                name="欧阳一诺"
                note="二（1）03"
                alert="花生过敏"
                present=there
                on_tap=flip(there)
                href=more
                href_word="欧阳一诺，详情"
            />
            <RollRow surname="张" name="张紫轩" note="二（2）22" alert="同音名" tone=Tone::Missing state="未到" present=RwSignal::new(false) on_tap=|| () />
            <RollRow surname="张" name="张子萱" note="二（2）21" tone=Tone::Leave state="请假" on_tap=|| () />
            <RollRow surname="周" name="周若汐" note="二（1）30" tone=Tone::Left state="已接走" on_tap=|| () />
            <RollRow surname="吴" name="吴宇航" note="二（2）09" tone=Tone::Hold state="请看说明" on_tap=|| () />
        </Roll>
    }
}

#[component]
fn Release() -> impl IntoView {
    let picked = RwSignal::new(0);
    let pick = move |person: usize| move || picked.set(person);
    let is = move |person: usize| Signal::derive(move || picked.get() == person);
    view! {
        <div class="row">
            <Tile surname="陈" size=TileSize::Large />
            <div class="grow">
                <p class="child-name">"陈一鸣"</p>
                <p class="soft small">"二（3）07 · 3 号教室"</p>
            </div>
            <Badge tone=Tone::Present word="在校" />
        </div>
        <div class="release">
            <ReleasePerson surname="林" name="林秀英" note="外婆 · 今天" usual="常接人" picked=is(1) on_pick=pick(1) />
            <ReleasePerson surname="陈" name="陈建国" note="爸爸" picked=is(2) on_pick=pick(2) />
            <ReleasePerson surname="赵" name="赵敏" note="妈妈 · 周二、周四" picked=is(3) on_pick=pick(3) />
        </div>
        <div class="release-apart">
            <Button look=ButtonLook::Quiet block=true>"不在名单上的人来接"</Button>
        </div>
    }
}
