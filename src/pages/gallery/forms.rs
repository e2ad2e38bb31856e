//! Questions and answers: the leave note and the choice by weekday.

use leptos::prelude::*;

use super::Shown;
use crate::components::{
    Button, ButtonLook, ChoiceItem, Choices, ErrorSummary, Field, FieldError, FieldKind, NumberPad,
    SelectField, SignaturePad, SignatureView, TextArea, Tick, Ticks, WeekBlock, WeekDay, WeekGrid,
};

#[component]
pub fn Forms() -> impl IntoView {
    let errors = RwSignal::new(Vec::new());
    let count = RwSignal::new("38".to_owned());
    let wrong =
        FieldError { id: "gallery-way".to_owned(), words: "请写明怎样回家".to_owned() };
    let send = move || errors.set(vec![wrong.clone()]);
    view! {
        <Shown name="ErrorSummary">
            <ErrorSummary title="还差一处" errors />
            <Button look=ButtonLook::Quiet on_press=send>"交给学校"</Button>
        </Shown>
        <Fields />
        <Shown name="NumberPad">
            <NumberPad
                value=count label="数到几人" clear="清空" back="退一位"
                typed=Signal::derive(move || count.get())
            />
        </Shown>
        <Cards />
        <Week />
        <Signing />
    }
}

#[component]
fn Fields() -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let grades = ["一年级", "二年级", "三年级"].map(|word| (word.to_owned(), word.to_owned()));
    view! {
        <Shown name="Field · TextArea · SelectField">
            <Field id="gallery-name" label="姓名" value=text() hint="和户口簿上一致" />
            <Field
                id="gallery-way"
                label="怎样回家"
                value=text()
                hint="例如：15:50 妈妈来接"
                error="请写明怎样回家"
            />
            <div class="columns">
                <Field id="gallery-date" label="日期" kind=FieldKind::Date value=RwSignal::new("2026-11-24".to_owned()) />
                <Field id="gallery-time" label="时间" kind=FieldKind::Time value=RwSignal::new("15:50".to_owned()) />
            </div>
            <Field id="gallery-code" label="邀请码" kind=FieldKind::Digits value=text() />
            <Field id="gallery-pass" label="口令" kind=FieldKind::Password value=text() autocomplete="current-password" />
            <SelectField id="gallery-grade" label="年级" value=RwSignal::new("二年级".to_owned()) options=grades.to_vec() />
            <TextArea id="gallery-more" label="想说明的话（可以不写）" value=text() />
        </Shown>
    }
}

#[component]
fn Cards() -> impl IntoView {
    let item = |word: &str| ChoiceItem { key: word.to_owned(), word: word.into(), note: "".into() };
    let tick = |word: &str, note: &str, on| Tick {
        word: word.into(),
        note: note.into(),
        on: RwSignal::new(on),
    };
    view! {
        <Shown name="Choices · Ticks">
            <Choices
                id="gallery-reason"
                legend="原因"
                items=["病假", "事假", "其他"].map(item).to_vec()
                value=RwSignal::new("病假".to_owned())
                side=true
            />
            <Ticks
                id="gallery-blocks"
                legend="哪个时段"
                items=vec![tick("课外活动", "15:30–16:30", true), tick("晚托", "16:30–18:00", false)]
                error="请至少选一个时段"
            />
        </Shown>
    }
}

#[component]
fn Week() -> impl IntoView {
    let day = |(index, word): (usize, &str)| WeekDay { word: word.into(), today: index == 1 };
    let days = ["周一", "周二", "周三", "周四", "周五"].into_iter().enumerate().map(day).collect();
    let block = |word: &str, time: &str| WeekBlock { word: word.into(), time: time.into() };
    let blocks = vec![block("课外活动", "到 16:30"), block("晚托", "到 18:00")];
    let chosen = vec![vec![true, true, true, true, false], vec![true, true, false, true, false]];
    let offered = vec![vec![true; 5], vec![true, true, true, true, false]];
    view! {
        <Shown name="WeekGrid">
            <div class="card">
                <WeekGrid id="gallery-week" caption="每周留校" days blocks chosen=RwSignal::new(chosen) offered />
            </div>
        </Shown>
    }
}

#[component]
fn Signing() -> impl IntoView {
    let strokes = RwSignal::new(Vec::new());
    view! {
        <Shown name="SignaturePad · SignatureView">
            <SignaturePad
                label="家长签名"
                hint="在这里写下姓名"
                strokes
                undo="退一笔"
                clear="重写"
                typed_label="不方便手写？在这里输入姓名"
                typed=RwSignal::new(String::new())
                id="gallery-typed"
            />
            <div class="card">
                <SignatureView label="陈建国的签名" strokes />
            </div>
        </Shown>
    }
}
