use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn told(open: bool, follows: Option<Weekday>) -> Option<Entered> {
    Some(Entered { open, follows })
}

#[test]
fn the_make_up_days_of_2026_are_known_by_the_holiday_they_make_up_for() {
    for (date, name) in [
        ("2026-01-04", "元旦"),
        ("2026-02-14", "春节"),
        ("2026-02-28", "春节"),
        ("2026-05-09", "劳动节"),
        ("2026-09-20", "国庆节"),
        ("2026-10-10", "国庆节"),
    ] {
        assert_eq!(official(day(date)), OfficialDay::MakeUp(name), "{date}");
    }
}

#[test]
fn holidays_weekends_and_workdays_are_told_apart() {
    for (date, is) in [
        ("2019-05-01", OfficialDay::Holiday("劳动节")),
        ("2020-01-31", OfficialDay::Holiday("春节")), // prolonged in that winter
        ("2025-10-06", OfficialDay::Holiday("中秋节")),
        ("2025-10-08", OfficialDay::Holiday("国庆节")),
        ("2026-02-14", OfficialDay::MakeUp("春节")),
        ("2026-02-15", OfficialDay::Holiday("春节")),
        ("2026-02-23", OfficialDay::Holiday("春节")),
        ("2026-02-24", OfficialDay::Workday),
        ("2026-11-22", OfficialDay::Weekend),
        ("2026-11-24", OfficialDay::Workday),
    ] {
        assert_eq!(official(day(date)), is, "{date}");
    }
}

#[test]
fn a_year_that_the_table_does_not_hold_is_unknown_and_never_a_workday() {
    for date in ["2018-06-01", "2018-12-31", "2027-01-01", "2027-01-04", "2027-10-01"] {
        assert_eq!(official(day(date)), OfficialDay::Unknown, "{date}");
        assert_eq!(school_day(day(date), None), SchoolDay::Unknown, "{date}");
    }
    assert_eq!(official(day("2019-01-01")), OfficialDay::Holiday("元旦"));
    assert_eq!(official(day("2026-12-31")), OfficialDay::Workday);
}

#[test]
fn a_school_day_follows_its_own_weekday() {
    let tuesday = SchoolDay::Open { follows: Weekday::Tue };
    assert_eq!(school_day(day("2026-11-24"), None), tuesday);
    assert_eq!(school_day(day("2026-11-22"), None), SchoolDay::Closed);
    assert_eq!(school_day(day("2026-10-01"), None), SchoolDay::Closed);
}

#[test]
fn a_make_up_day_waits_for_the_office_to_name_its_weekday() {
    let saturday = day("2026-02-14");
    assert_eq!(school_day(saturday, None), SchoolDay::MakeUpWithoutWeekday);
    assert_eq!(
        school_day(saturday, told(true, Some(Weekday::Mon)).as_ref()),
        SchoolDay::Open { follows: Weekday::Mon }
    );
    assert_eq!(school_day(saturday, told(false, None).as_ref()), SchoolDay::Closed);
}

#[test]
fn what_the_office_entered_stands_above_the_calendar() {
    let closed = told(false, Some(Weekday::Tue));
    assert_eq!(school_day(day("2026-11-24"), closed.as_ref()), SchoolDay::Closed);
    let open = told(true, None);
    for date in ["2026-11-24", "2026-10-06", "2027-01-05"] {
        let tuesday = SchoolDay::Open { follows: Weekday::Tue };
        assert_eq!(school_day(day(date), open.as_ref()), tuesday, "{date}");
    }
}

#[test]
fn a_weekend_follows_nothing_until_a_school_weekday_is_named() {
    for follows in [None, Some(Weekday::Sat), Some(Weekday::Sun)] {
        let entered = told(true, follows);
        let answer = school_day(day("2027-01-09"), entered.as_ref());
        assert_eq!(answer, SchoolDay::MakeUpWithoutWeekday, "{follows:?}");
    }
}

#[test]
fn the_table_is_in_order_and_make_up_days_are_weekends() {
    assert!(HOLIDAYS.iter().all(|&(from, to, _)| from <= to));
    assert!(HOLIDAYS.windows(2).all(|two| two[0].1 < two[1].0));
    assert!(MAKE_UPS.windows(2).all(|two| two[0].0 < two[1].0));
    for &(number, name) in MAKE_UPS {
        let date = Day::ymd((number / 10_000) as i32, number / 100 % 100, number % 100).unwrap();
        assert!(weekend(date.weekday()), "{date}");
        assert_eq!(official(date), OfficialDay::MakeUp(name));
    }
}
