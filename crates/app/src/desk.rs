//! What every command works with: the rules, the prices, the data folder and the clock.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use desk_core::Rules;
use desk_core::calendar::Moment;
use desk_core::data::Versions;
use desk_core::party::Point;
use desk_core::tariff::Tariff;
use desk_store::{Operation, Read, Store, Write};

use crate::error::{Error, ErrorCode, StoreCode};

/// The one clock of a shell.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's.
    Machine(fn() -> Moment),
    /// A time that was chosen, for practice and test folders only.
    Chosen(Moment),
}

/// What every command works with.
pub struct Desk {
    pub(crate) house: Arc<House>,
    folder: Option<PathBuf>,
    clock: Clock,
    /// Opened by the first command that needs it: calculations touch no disk.
    store: Mutex<Option<Arc<Store>>>,
}

/// The rules and prices of the house.
#[derive(Debug)]
pub struct House {
    pub(crate) rules: Rules,
    pub(crate) tariffs: Versions<Tariff>,
}

impl Desk {
    /// A desk with the rules that ship, on a data folder that need not exist yet.
    pub fn new(folder: PathBuf, clock: Clock) -> Desk {
        Desk { folder: Some(folder), clock, ..Desk::shipped() }
    }

    /// A desk with the rules that ship, for calculations alone: there is no data folder.
    pub fn shipped() -> Desk {
        let house = House { rules: Rules::shipped(), tariffs: Versions::new(Tariff::demo()) };
        let clock = Clock::Chosen(Moment::FIRST);
        Desk { house: Arc::new(house), folder: None, clock, store: Mutex::new(None) }
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> Result<&Path, Error> {
        let none = || Error::of(ErrorCode::Store(StoreCode::Folder), "data", "no data folder");
        self.folder.as_deref().ok_or_else(none)
    }

    /// Something was kept in the folder already.
    ///
    /// # Errors
    /// When there is no folder.
    pub fn has_data(&self) -> Result<bool, Error> {
        Ok(Store::is_in(self.folder()?))
    }

    /// The database of the folder, which is made when it is not there.
    pub(crate) fn store(&self) -> Result<Arc<Store>, Error> {
        let mut opened = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = &*opened {
            return Ok(Arc::clone(store));
        }
        let store = Arc::new(Store::open(self.folder()?)?);
        if let Clock::Chosen(_) = self.clock {
            let is_real = store
                .read(|read| Ok::<_, Error>(read.point()?.is_some_and(|point| !point.practice)))?;
            if is_real {
                return Err(Error::of(
                    ErrorCode::Store(StoreCode::NotForPractice),
                    "now",
                    "a time is chosen in practice and test folders only",
                ));
            }
        }
        *opened = Some(Arc::clone(&store));
        Ok(store)
    }

    /// The present time. A practice folder made for a later day goes on from what was written in it
    /// last, so that training needs no particular date.
    pub(crate) fn now(&self) -> Result<Moment, Error> {
        let machine = match self.clock {
            Clock::Chosen(moment) => return Ok(moment),
            Clock::Machine(now) => now(),
        };
        self.store()?.read(|read| {
            let is_practice = read.point()?.is_some_and(|point| point.practice);
            let last = if is_practice { read.last_at()? } else { None };
            Ok(last.map_or(machine, |last| last.max(machine)))
        })
    }

    /// What the clock says, whatever was written already.
    pub(crate) fn machine_time(&self) -> Moment {
        match self.clock {
            Clock::Chosen(moment) => moment,
            Clock::Machine(now) => now(),
        }
    }

    /// Does a named operation, all of it or nothing.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        actor: String,
        clock_confirmed: bool,
        f: impl FnOnce(&mut Write, &House) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let operation = Operation { name, actor, at: self.now()?, clock_confirmed };
        let house = Arc::clone(&self.house);
        let practice = matches!(self.clock, Clock::Chosen(_));
        self.store()?.write(operation, move |write| {
            ensure_point(write, practice)?;
            f(write, &house)
        })
    }

    /// Reads, and sees one state in all of it.
    pub(crate) fn read<T>(
        &self,
        f: impl FnOnce(&Read, &House) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.store()?.read(|read| f(read, &self.house))
    }
}

/// The branch code of a point that nobody has named yet. Work must not wait for settings: numbers
/// begin with it until `set_up` names the point.
pub(crate) const UNNAMED_BRANCH: &str = "FW01";

/// Everything that is written belongs to a point; one that nobody has named yet gets a stand-in.
fn ensure_point(write: &mut Write, practice: bool) -> Result<(), Error> {
    if write.point()?.is_some() {
        return Ok(());
    }
    let point = Point { branch: UNNAMED_BRANCH.to_owned(), ..Point::default() };
    Ok(write.keep_point(&point, practice, serde_json::json!({}))?)
}

/// The data folder of this user, which the window and `desk` share: `服务台` in the local data
/// folder of the platform. None where the platform does not tell one.
pub fn default_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let base = if cfg!(windows) {
        PathBuf::from(set("LOCALAPPDATA")?)
    } else if cfg!(target_os = "macos") {
        PathBuf::from(set("HOME")?).join("Library/Application Support")
    } else {
        match set("XDG_DATA_HOME") {
            Some(folder) => PathBuf::from(folder),
            None => PathBuf::from(set("HOME")?).join(".local/share"),
        }
    };
    Some(base.join("服务台"))
}
