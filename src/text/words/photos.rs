//! The words about photos: of collectors, of the child, and where they are.

use crate::text::Word;

words! {
    photo_of_collector: "照片（选填）", "Photo (optional)";
    photo_of_collector_hint: "只有孩子的家长和学校老师看得到，接孩子时用来核对。请先征得本人同意。拍摄地点等信息不会保留。", "Only the child's guardians and the school's staff see it, to compare at the gate. Please ask the person first. Where it was taken is not kept.";
    photo_take: "拍照", "Take a photo";
    photo_choose: "从相册选", "From the album";
    photo_drag: "照片，用手指或方向键移动，让脸在中间", "Photo: move it with a finger or the arrow keys so that the face is in the middle";
    photo_zoom: "放大", "Larger";
    photo_use: "用这张", "Use this one";
    photo_remove: "不用照片", "No photo";
    photo_unreadable: "这个文件打不开，请换一张照片。", "This file can't be opened. Please choose another photo.";
    photo_enlarge: "放大{0}的照片", "Enlarge the photo of {0}";
    photo_on_phone: "照片还在家长的手机上", "photo still on the family's phone";
    photo_here_unsent: "照片还在这部手机上", "photo still on this phone";
    photo_has: "有照片", "with photo";
    photo_not_on_device: "照片还没有到这台设备", "photo not on this device yet";
    photo_compare: "请看照片核对本人。", "Please compare the person with the photo.";

    // Is everything sent?
    photo_waits: "照片还在这台设备上，正在等网络。", "The photo is still on this device and waits for the network.";
    photo_turned_away: "学校没有收下照片：{0}", "The school did not take the photo: {0}";
    photo_bad: "这张照片不能用，请换一张重新登记。", "This photo can't be used. Please record it again with another one.";
    photo_lost: "照片没有存下来，请重新添加。", "The photo was not kept. Please add it again.";
    photo_full: "学校的照片空间满了，请告诉学校办公室。", "The school has no room for photos. Please tell the office.";

    // The child's photo
    portrait_title: "孩子的照片", "Your child's photo";
    portrait_note: "可以不添加。有了照片，代班老师和门卫不容易认错孩子；没有照片，孩子照样被接收、照看和放行。", "Not needed. With it, cover teachers and the gate do not mistake your child for another; without it, your child is received, cared for and released all the same.";
    portrait_who: "只用于认人：两位家长和值班教职工看得到，不公开，不做人脸识别，不给其他公司。随时可以拿掉，学校和各台设备上的照片会一起删除。", "Only to know who is who: both guardians and staff on duty see it. It is not published, not used for face recognition and given to no company. You may take it away at any time; it is then deleted at the school and on every device.";
    portrait_photo: "照片", "Photo";
    portrait_photo_hint: "正面、光线好的近照。拍摄地点等信息不会保留。", "Recent, from the front, in good light. Where it was taken is not kept.";
    portrait_agree: "同意并添加照片", "Agree and add the photo";
    portrait_change: "换一张", "Another one";
    portrait_remove: "拿掉照片", "Take the photo away";
    portrait_set_by: "{0}添加", "added by {0}";
    portrait_said_set: "已登记：添加孩子的照片。", "Recorded: the child's photo.";
    portrait_said_removed: "已登记：拿掉孩子的照片。", "Recorded: the child's photo taken away.";
    portrait_pick_first: "请先选一张照片。", "Please choose a photo first.";
    portrait_added: "添加照片", "Photo added";
    portrait_removed: "拿掉照片", "Photo taken away";
    act_portrait_set: "孩子的照片", "The child's photo";
    looked_photo: "照片", "photos";
}
