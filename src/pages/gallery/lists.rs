//! Rows, tabs, counts, receipts.

use leptos::prelude::*;

use super::Shown;
use crate::components::{
    Button, ButtonLook, Cell, CellButton, CellGroup, CellLink, Count, CountStrip, Glyph, Icon,
    NavBar, NavItem, SearchField, Sent, SentPips, SentStage, SentStep, Tab, Tabs, Tile, TileSize,
    Tone,
};

#[component]
pub fn Lists() -> impl IntoView {
    view! {
        <Cells />
        <Shown name="Tile">
            <div class="row">
                <Tile surname="陈" />
                <Tile surname="王" />
                <Tile surname="欧阳" />
                <Tile surname="李" size=TileSize::Large />
                <Tile surname="司马" size=TileSize::Large />
                <Tile surname="" photo="/icons/icon-192.png" />
            </div>
        </Shown>
        <Shown name="CountStrip · Tabs · SearchField">
            <CountStrip counts=counts() />
            <Filter />
        </Shown>
        <Receipts />
        <Shown name="NavBar">
            <NavBar label="主导航">
                <NavItem href="/gallery" glyph=Glyph::Home word="今天" current=true />
                <NavItem href="/gallery" glyph=Glyph::Bell word="消息" current=false count=2_usize />
                <NavItem href="/gallery" glyph=Glyph::Clock word="记录" current=false />
                <NavItem href="/gallery" glyph=Glyph::Settings word="我的" current=false />
            </NavBar>
        </Shown>
    }
}

#[component]
fn Cells() -> impl IntoView {
    view! {
        <Shown name="CellGroup · Cell · CellLink · CellButton">
            <CellGroup title="接送人" note="每位家长只能移除自己添加的人。">
                <CellLink
                    href="/gallery"
                    title="林秀英"
                    note="外婆"
                    lead=|| view! { <Tile surname="林" /> }
                >
                    "周二、周四"
                </CellLink>
                <CellButton title="赵敏" note="妈妈" lead=|| view! { <Tile surname="赵" /> } on_press=|| ()>
                    <Icon glyph=Glyph::Call />
                </CellButton>
                <Cell title="离校方式">"家长接"</Cell>
                <Button look=ButtonLook::Row glyph=Glyph::Plus>"添加接送人"</Button>
            </CellGroup>
        </Shown>
    }
}

fn counts() -> Vec<Count> {
    let count =
        |tone, word: &str, number: usize| Count { tone, word: word.into(), number: number.into() };
    vec![
        count(Tone::Expected, "应到", 38),
        count(Tone::Present, "实到", 31),
        count(Tone::Leave, "请假", 3),
        count(Tone::Missing, "未到", 4),
        count(Tone::Left, "已接走", 12),
    ]
}

#[component]
fn Filter() -> impl IntoView {
    let tab = |word: &str, count: usize| Tab { word: word.into(), count: Some(count.into()) };
    let tabs = vec![tab("全部", 38), tab("未到", 4), tab("请假", 3), tab("已接走", 12)];
    let selected = RwSignal::new(0);
    view! {
        <Tabs label="名单" tabs selected panel="gallery-panel" />
        <div id="gallery-panel" role="tabpanel">
            <SearchField label="姓名或学号" clear="清除" value=RwSignal::new(String::new()) />
        </div>
    }
}

#[component]
fn Receipts() -> impl IntoView {
    let step = |word: &str, note: &str| SentStep { word: word.into(), note: note.into() };
    let steps = [step("已存本机", "15:01"), step("已送达学校", "15:02"), step("老师已查看", "")];
    view! {
        <Shown name="Sent · SentPips">
            <div class="card stack">
                <Sent stage=SentStage::School steps />
                <Sent stage=SentStage::Device steps />
                <div class="row">
                    <SentPips stage=SentStage::Device word="已存本机" />
                    <SentPips stage=SentStage::Seen word="老师已查看" />
                </div>
            </div>
        </Shown>
    }
}
