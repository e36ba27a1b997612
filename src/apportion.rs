//! Whole numbers that add up.

/// Parts as whole numbers that add up to a total: each is cut, and what is missing then is given,
/// one each, to those that lost most. Where they don't add up to it before they are cut, they are
/// only cut.
pub(crate) fn apportion(total: u64, parts: &[f64]) -> Vec<u64> {
    apportion_first(total, parts, |_| false)
}

/// As [`apportion`]; what is missing is given to some parts before the others, by their positions.
/// A part that has nothing to be cut is none of them.
pub(crate) fn apportion_first(
    total: u64,
    parts: &[f64],
    is_first: impl Fn(usize) -> bool,
) -> Vec<u64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "that is cutting")]
    let mut whole: Vec<u64> = parts.iter().map(|part| part.floor() as u64).collect();
    let missing = total.checked_sub(whole.iter().sum()).and_then(|of| usize::try_from(of).ok());
    // Cutting takes less than one from each.
    let given = missing.filter(|of| *of < parts.len().max(1)).unwrap_or(0);
    let loss = |at: usize| parts[at].fract();
    let mut by_loss: Vec<usize> = (0..parts.len()).collect();
    let is_later = |at: usize| loss(at) == 0.0 || !is_first(at);
    by_loss.sort_by(|a, b| {
        is_later(*a).cmp(&is_later(*b)).then_with(|| loss(*b).total_cmp(&loss(*a)))
    });
    for at in by_loss.into_iter().take(given) {
        whole[at] += 1;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_their_total() {
        assert_eq!(apportion(100, &[33.3, 33.4, 33.3]), [33, 34, 33]);
        assert_eq!(apportion(100, &[16.6, 16.6, 66.8]), [17, 16, 67], "the first of equals");
        assert_eq!(apportion(100, &[50.5, 49.5, 0.0]), [51, 49, 0]);
        assert_eq!(apportion(9, &[1.9, 1.9, 1.9, 3.4]), [2, 2, 2, 3]);
        assert_eq!(apportion(5, &[2.0, 3.0]), [2, 3]);
        assert_eq!(apportion(0, &[]), [0; 0]);
    }

    #[test]
    fn what_is_missing_goes_to_some_before_the_others() {
        let to = |first: &[usize]| {
            apportion_first(9, &[1.9, 1.9, 1.9, 3.3], |at: usize| first.contains(&at))
        };
        assert_eq!(to(&[]), [2, 2, 2, 3]);
        assert_eq!(to(&[3]), [2, 2, 1, 4]);
        assert_eq!(to(&[3, 2]), [2, 1, 2, 4]);
        let whole = apportion_first(6, &[1.0, 2.5, 2.5], |at: usize| at == 0);
        assert_eq!(whole, [1, 3, 2], "nothing of it was cut");
    }

    #[test]
    fn what_is_not_all_of_a_total_is_only_cut() {
        assert_eq!(apportion(60, &[10.9, 20.9]), [10, 20]);
        assert_eq!(apportion(10, &[10.9, 20.9]), [10, 20]);
    }
}
