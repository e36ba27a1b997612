//! Words of everyday talk about such work: one of them alone tells little of what is meant.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::text::stems::kin;

/// What stands in the points of more than a fifteenth of the bank's questions.
const EVERYDAY: &str = "\
    accept account accuracy act action active adapt add adds against age agreement alarm alone \
    among another answer apart ask attention average bad base baseline batch beyond bias bit \
    blind block boosted bound break bring budget byte cache calibrate call calls candidate \
    capacity case category cause change channel cheap check chose class classifier click clip \
    cluster code compare compute confirm content context copy correct cost count country cross \
    cut daily data date day decide decision decode dense depend device differ difference \
    different direct distance distributed double drift drop duplicates early effect embedded \
    encode end entropy equal error estimate evaluate event exact example exist expects fact \
    fail failure falls false far fast feature fewer file filter find fine fit fix follow form \
    free fresh full gain gap gate general gives goal gpu grade gradient group grow guard half \
    hand handle hard harm hash head held help hide high hour human image include independent \
    index input inside instead interval join keeps key kind known label language large late \
    latency layer learn left length level limit linear link list little live load log longer \
    look loss lost low margin mask match matter means measure memory merge metric million \
    minute missing mix model month move name near nearest negative neighbour network node \
    noise non norm number offline old ones online open order outcome output outside overfit \
    overlap p99 page pair parameter parts pass past pay peak people place plan plus point \
    policy pool position positive precision predict present price prior probe product prompt \
    proxy quality query question queue random range rank rare rate ratio reach read real \
    reason recall reference regression remove repeat report request rest result retrain \
    retrieve return review reward rise rollout round row rule run sample save scale schedule \
    score search second seen sent separate sequence serve set severe shadow share shift short \
    shows shrunk sides sign similar simple size slice slow small smaller smooths source spec \
    speed spent split spread square stage stand start state stay step stop store stratify \
    stream sum summary switch table target task team tell temperature test text threshold \
    together token tool top trade traffic train tree true tune turn twice type unit unless \
    update user usual valid value variance vector version view wait watch weak week weight \
    whether whose window word work worth write wrong year zero";

/// The same, as they are compared.
static KIN: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| EVERYDAY.split(' ').filter_map(kin).collect());

/// Whether a word, as it is compared, is an everyday one.
pub(crate) fn is_everyday(kin: &str) -> bool {
    KIN.contains(kin)
}
