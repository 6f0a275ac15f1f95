//! From groups of strips to pages: what belongs together stays together, tables go on with their
//! head repeated, and pages are counted.

use std::collections::HashMap;

use crate::page::{Item, Page};
use crate::paper::{LONGEST, Measures};

/// The width of the lines of tables, in millimetres.
pub(crate) const THIN: f32 = 0.2;

/// A strip across the page that is never cut. Its items lie relative to its upper left corner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    pub height: f32,
    pub items: Vec<Item>,
}

/// Strips that stay on one page where one page can hold them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    pub strips: Vec<Strip>,
    /// From where to where a line is drawn above and below, also where a page ends in between.
    pub frame: Option<(f32, f32)>,
    /// Space above, which is dropped at the top of a page.
    pub before: f32,
    /// A heading: it stands on the page on which the next group begins.
    pub with_next: bool,
    /// The head that is repeated where a page begins with this group.
    pub head: Option<usize>,
}

impl Group {
    fn height(&self) -> f32 {
        self.strips.iter().map(|strip| strip.height).sum()
    }
}

/// A document before it is cut into pages.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    pub groups: Vec<Group>,
    /// Heads of tables.
    pub heads: Vec<Group>,
    /// What the second and further pages begin with.
    pub running: Group,
    /// What is kept free at the foot of each page.
    pub foot: f32,
}

/// Cuts a document into pages.
pub(crate) fn pages(mut flow: Flow, measures: &Measures) -> Vec<Page> {
    let groups = std::mem::take(&mut flow.groups);
    let needed: Vec<f32> = (0..groups.len()).map(|first| needed(&groups[first..])).collect();
    let mut press = Press {
        bottom: measures.height.unwrap_or(LONGEST) - measures.end - flow.foot,
        flow,
        measures,
        pages: Vec::new(),
        items: Vec::new(),
        y: measures.end,
        is_empty: true,
    };
    for (group, needed) in groups.into_iter().zip(needed) {
        press.place(group, needed);
    }
    press.finish()
}

/// The height of the first group with those that must stand below it on the same page.
fn needed(groups: &[Group]) -> f32 {
    let mut height = groups[0].height();
    for pair in groups.windows(2).take_while(|pair| pair[0].with_next) {
        height += pair[1].before + pair[1].height();
    }
    height
}

struct Press<'a> {
    /// Without the groups, which are placed one by one.
    flow: Flow,
    measures: &'a Measures,
    bottom: f32,
    pages: Vec<Page>,
    items: Vec<Item>,
    y: f32,
    /// Nothing stands on the page but what every page begins with.
    is_empty: bool,
}

impl Press<'_> {
    fn place(&mut self, group: Group, needed: f32) {
        let before = if self.is_empty { 0.0 } else { group.before };
        if self.y + before + needed > self.bottom && !self.is_empty {
            let head = group.head.map_or(0.0, |head| self.flow.heads[head].height());
            let room = self.bottom - self.measures.end - self.flow.running.height() - head;
            // What no page can hold begins where there is room for some of it.
            let first = group.strips.first().map_or(0.0, |strip| 3.0 * strip.height);
            if needed <= room || self.y + before + first > self.bottom {
                self.turn(group.head);
            } else {
                self.y += before;
            }
        } else {
            self.y += before;
        }
        let mut top = self.y;
        for strip in group.strips {
            if self.y + strip.height > self.bottom && !self.is_empty && self.y > top {
                self.close(group.frame, top);
                self.turn(group.head);
                top = self.y;
            }
            self.put(strip);
            self.is_empty = false;
        }
        self.close(group.frame, top);
    }

    /// Draws the lines above and below what stands from `top` to here.
    fn close(&mut self, frame: Option<(f32, f32)>, top: f32) {
        if let Some((from, to)) = frame {
            let (from, to) = (self.measures.side + from, self.measures.side + to);
            for y in [top, self.y] {
                self.items.push(Item::across(from, to, y, THIN));
            }
        }
    }

    fn put(&mut self, strip: Strip) {
        let (x, y) = (self.measures.side, self.y);
        self.items.extend(strip.items.into_iter().map(|item| item.moved(x, y)));
        self.y += strip.height;
    }

    /// Begins a new page, with the head of the table that goes on.
    fn turn(&mut self, head: Option<usize>) {
        self.push_page();
        self.y = self.measures.end;
        let running = self.flow.running.clone();
        for group in [Some(running), head.map(|head| self.flow.heads[head].clone())] {
            let Some(group) = group else { continue };
            let top = self.y;
            group.strips.into_iter().for_each(|strip| self.put(strip));
            self.close(group.frame, top);
        }
        self.is_empty = true;
    }

    fn push_page(&mut self) {
        let fitted = self.y + self.flow.foot + self.measures.end;
        self.pages.push(Page {
            width: self.measures.width,
            height: self.measures.height.unwrap_or(fitted),
            items: joined(std::mem::take(&mut self.items)),
        });
    }

    fn finish(mut self) -> Vec<Page> {
        self.push_page();
        self.pages
    }
}

/// Draws a line that was drawn in pieces, or twice, as one.
fn joined(items: Vec<Item>) -> Vec<Item> {
    let mut joined: Vec<Item> = Vec::with_capacity(items.len());
    // The last line down at each place, and every line across.
    let mut lines: HashMap<[u32; 3], Vec<usize>> = HashMap::new();
    for item in items {
        let Item::Rule { from, to, width } = &item else {
            joined.push(item);
            continue;
        };
        let is_down = from.0 == to.0;
        let place = if is_down { from.0 } else { from.1 };
        let key = [u32::from(is_down), place.to_bits(), width.to_bits()];
        let known = lines.entry(key).or_default();
        let before = known.iter().find(|index| match &joined[**index] {
            Item::Rule { from: a, to: b, .. } if is_down => a.1 <= from.1 && from.1 <= b.1 + 0.001,
            Item::Rule { from: a, to: b, .. } => (*a, *b) == (*from, *to),
            _ => false,
        });
        match (before, &item) {
            (Some(index), Item::Rule { to, .. }) => {
                if let Item::Rule { to: end, .. } = &mut joined[*index] {
                    end.1 = end.1.max(to.1);
                }
            }
            _ => {
                known.push(joined.len());
                joined.push(item);
            }
        }
    }
    joined
}
