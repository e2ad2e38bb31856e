mod afternoon;
mod people;
