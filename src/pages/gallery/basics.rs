//! Buttons, badges, messages, waiting.

use leptos::prelude::*;

use super::Shown;
use crate::components::{
    Badge, Button, ButtonLink, ButtonLook, Drawing, Empty, Glyph, Mark, Notice, NoticeTone,
    Progress, Sheet, Skeleton, Tone, UndoBar,
};

#[component]
pub fn Basics() -> impl IntoView {
    view! {
        <Buttons />
        <Shown name="Badge">
            <div class="row">
                <Badge tone=Tone::Expected word="应到" />
                <Badge tone=Tone::Present word="实到" />
                <Badge tone=Tone::Left word="已接走" />
                <Badge tone=Tone::Leave word="请假" />
                <Badge tone=Tone::Missing word="未到" />
                <Badge tone=Tone::Hold word="暂不能交接" />
            </div>
        </Shown>
        <Notices />
        <Over />
        <Shown name="Progress · Skeleton">
            <Progress label="正在导入" words="312 / 1500" done=312_u32 total=1500_u32 />
            <Skeleton label="正在打开名单" rows=2 />
        </Shown>
        <Shown name="Empty">
            <div class="card">
                <Empty drawing=Drawing::Paper words="今天还没有请假单。有家长请假，会出现在这里。">
                    <Button look=ButtonLook::Quiet>"代家长登记"</Button>
                </Empty>
                <Empty drawing=Drawing::School words="孩子都已经回家了。" />
                <Empty drawing=Drawing::Umbrella words="还没有网络，先看看这台平板上已有的名单。" />
                <Empty drawing=Drawing::Magnifier words="没有叫这个名字的孩子。" />
            </div>
        </Shown>
        <Shown name="Mark">
            <Mark />
        </Shown>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Shown name="Button · ButtonLink">
            <div class="row">
                <Button>"交给学校"</Button>
                <Button look=ButtonLook::Quiet glyph=Glyph::Pen>"更正"</Button>
                <Button look=ButtonLook::Danger>"删除草稿"</Button>
                <Button look=ButtonLook::Plain>"以后再说"</Button>
                <Button small=true look=ButtonLook::Quiet>"需要照看"</Button>
                <Button disabled=true>"不能点"</Button>
                <Button busy=busy on_press=move || busy.set(true)>"点一下就忙"</Button>
                <Button look=ButtonLook::Plain glyph=Glyph::Search label="查找" />
                <ButtonLink href="/gallery" look=ButtonLook::Quiet>"去别处"</ButtonLink>
            </div>
            <Button block=true>"整行"</Button>
        </Shown>
    }
}

#[component]
fn Notices() -> impl IntoView {
    let care = || view! { <Button look=ButtonLook::Quiet small=true>"需要照看"</Button> };
    view! {
        <Shown name="Notice">
            <Notice title="今天晚托提前结束" acts=care>
                "因天气原因，今天晚托提前到 17:00 结束。不能提前来接也没关系。"
            </Notice>
            <Notice tone=NoticeTone::Good>"已登记：3 月 4 日起，一鸣周四不参加晚托。"</Notice>
            <Notice tone=NoticeTone::Offline>"没有网络。看到的是 17:02 的情况。"</Notice>
            <Notice tone=NoticeTone::Warning title="还没有送到学校">
                "请假单已存在这部手机上。如果孩子今天就要请假，请同时致电值班室。"
            </Notice>
            <Notice tone=NoticeTone::Danger title="存不下了">
                "这部手机空间已满。请先留出一点空间，再点一次。"
            </Notice>
        </Shown>
    }
}

#[component]
fn Over() -> impl IntoView {
    let open = RwSignal::new(false);
    let message = RwSignal::new(None);
    view! {
        <Shown name="Sheet · UndoBar">
            <div class="row">
                <Button look=ButtonLook::Quiet on_press=move || open.set(true)>"打开"</Button>
                <Button
                    look=ButtonLook::Quiet
                    on_press=move || message.set(Some("已登记：一鸣由外婆接走".to_owned()))
                >
                    "登记"
                </Button>
            </div>
            <Sheet open title="离校单" close="关闭">
                <div class="stack">
                    <p>"15:50，和妈妈一起离校。"</p>
                    <Button block=true on_press=move || open.set(false)>"好"</Button>
                </div>
            </Sheet>
            <UndoBar message undo="撤销" on_undo=move || message.set(None) />
        </Shown>
    }
}
