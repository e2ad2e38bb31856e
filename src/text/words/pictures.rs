//! The words about photos that staff add to what they write: of a hurt, of a fault.

use crate::text::Word;

words! {
    act_picture: "照片", "Photo";

    picture_add: "添加照片", "Add a photo";
    picture_drag: "照片，用手指或方向键移动，让要看的地方在中间", "Photo: move it with a finger or the arrow keys so that what matters is in the middle";
    picture_keep: "存下照片", "Keep the photo";
    picture_kept: "照片已存本机", "Photo kept on this device";
    picture_full: "这里已有 {0} 张照片。", "There are {0} photos here already.";
    picture_by: "{0} {1}拍摄", "{0}, taken by {1}";
    picture_unsent: "照片还没有送到学校", "photo not at the school yet";
    picture_elsewhere: "照片还在拍照的设备上", "photo still on the device that took it";
    picture_wrong: "拍错了", "Wrong photo";
    picture_wrong_reason: "照片拍错了", "wrong photo";
    picture_struck: "已拿掉（{0}：{1}）", "taken away ({0}: {1})";
    picture_taken_away: "照片已拿掉", "Photo taken away";

    // Of an incident
    incident_photo: "照片", "Photo";
    incident_photo_hint: "每一条最多 4 张。只拍要留证的地方，拖动方框可以把别的孩子裁掉。拍摄地点等信息不会保留。", "Up to four for each entry. Only what has to be shown; move the square to leave other children out. Where it was taken is not kept.";
    incident_photo_of: "照片拍的是", "What it shows";
    incident_photo_first: "受伤的地方或现场", "The hurt, or the place";
    incident_photo_told: "孩子的家长会看到这张照片，请不要拍到其他孩子。", "The child's family sees this photo. Please show no other child.";
    incident_photo_private: "这一步的照片家长看不到。", "The family does not see photos of this step.";
    incident_photo_line: "照片 {0}", "Photo {0}";

    // Of an activity
    act_photo_consent: "活动照片的同意", "Consent to photos of activities";
    album_photo: "照片", "Photo";
    album_photo_hint: "每一条最多 4 张。当天值班的教职工看得到。拍摄地点等信息不会保留。", "Up to four for each entry. Staff of the day see it. Where it was taken is not kept.";
    album_who: "照片上有谁（每个看得清的孩子都要点）", "Who is on it (tick every child who can be made out)";
    album_nobody: "没有孩子", "no child";
    album_no_consent: "家长没有同意", "no consent";
    album_need_who: "请先点照片上的孩子；没有拍到孩子，就点「没有孩子」。", "Please tick the children first, or 'no child'.";
    album_all_agree: "小组里孩子的家长看得到这张照片。", "The families of this group see the photo.";
    album_some_not: "其中 {0} 位孩子的家长没有同意：这张照片只有教职工看得到。", "No consent for {0} of them: staff alone see this photo.";
    album_for_families: "家长看得到", "for families";
    album_for_staff: "只有教职工看得到", "for staff alone";
    album_title: "活动照片", "Photos of activities";
    album_note: "老师拍下活动时，孩子可能在照片里。您同意后，同一小组的家长能看到有您孩子的照片；只要照片上有一个孩子的家长没有同意，就谁家都看不到，只留给当天的教职工。照片保留半年。可以不同意，孩子照样参加活动；随时可以撤回，撤回后各家都不再看到。", "When staff photograph an activity, your child may be on it. If you agree, the families of the same group see photos with your child; as long as for one child on a photo there is no consent, no family sees it, and it stays with the staff of the day. Photos are kept for half a year. You may refuse, and your child takes part all the same; you may take it back at any time, and no family sees them any more.";
    album_holds: "已同意。可以随时撤回。", "Agreed. You may take it back at any time.";
    album_other_no: "您已同意，另一位家长没有同意：照片只留给教职工。", "You agreed, the other guardian does not: photos stay with staff.";
    album_refused: "您没有同意：照片只留给教职工。可以随时改变主意。", "You do not agree: photos stay with staff. You may change your mind at any time.";
    album_not_answered: "还没有同意：照片只留给教职工。同意与不同意都可以。", "Not agreed so far: photos stay with staff. Either answer is fine.";
    album_agree: "同意家长看到活动照片", "Agree to photos of activities";
    album_refuse: "不同意家长看到活动照片", "Do not agree to photos of activities";
    album_take_back: "撤回活动照片的同意", "Take back the consent to photos of activities";
    album_said_given: "已登记：同意家长看到活动照片。", "Recorded: agreed to photos of activities.";
    album_said_refused: "已登记：不同意家长看到活动照片。", "Recorded: no consent to photos of activities.";

    // Of a sheet of paper
    act_sheet: "纸质登记表的照片", "Photo of a paper list";
    sheet_photo: "整张拍清楚", "The whole sheet, in focus";
    sheet_photo_of: "拍下{0}的纸质登记表", "Photograph the paper list of {0}";
    sheet_photo_hint: "字要看得清。只有值日行政和学校办公室看得到。拍摄地点等信息不会保留。", "The writing has to be readable. Only the duty leader and the office see it. Where it was taken is not kept.";
    sheet_of: "{0}，{1}的纸质登记表", "{0}, paper list of {1}";
    sheets_title: "拍下的纸质登记表", "Photographed paper lists";
    sheets_none: "最近 30 天没有拍下的纸质登记表。补录时选好写表的老师，就可以拍。", "No paper list was photographed in the last 30 days. When you enter something later, choose whose list it is; then you can photograph it.";

    // Of a fault
    fault_photo: "问题的照片", "Photo of the fault";
    fault_proof: "处理好的照片（选填）", "Photo of it mended (optional)";
    fault_photo_hint: "每处最多 4 张。教职工都看得到，请不要拍到孩子。拍摄地点等信息不会保留。", "Up to four. All staff see it: please show no child. Where it was taken is not kept.";
}
