//! Between the week as the domain has it and the grid of boxes.

use yuanliu_domain::choice::{Pattern, Week};
use yuanliu_domain::school::Block;
use yuanliu_domain::time::{Day, Weekday};

/// `grid[block][day]`, Monday to Friday.
pub type Grid = Vec<Vec<bool>>;

/// The boxes of a week.
pub fn to_grid(week: &Week) -> Grid {
    let stays =
        |block: Block, day: &Weekday| week.get(day).is_some_and(|blocks| blocks.contains(&block));
    let row = |block| Weekday::SCHOOL.iter().map(|day| stays(block, day)).collect();
    Block::ALL.into_iter().map(row).collect()
}

/// The week of the boxes.
pub fn from_grid(grid: &Grid) -> Week {
    let mut week = Week::new();
    for (row, block) in grid.iter().zip(Block::ALL) {
        for (_, day) in row.iter().zip(Weekday::SCHOOL).filter(|(on, _)| **on) {
            week.entry(day).or_default().insert(block);
        }
    }
    week
}

/// The week that holds on a date; empty where nobody has chosen.
pub fn on(pattern: Option<&Pattern>, day: Day) -> Week {
    pattern.and_then(|p| p.current(day)).map(|c| c.choice.week.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_the_same_after_the_grid() {
        let grid =
            vec![vec![true, false, true, true, false], vec![false, false, true, false, false]];
        assert_eq!(to_grid(&from_grid(&grid)), grid);
        assert!(from_grid(&to_grid(&Week::new())).is_empty());
    }
}
