using System.Globalization;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>How values are spelled in a cell; <see cref="CsvCell"/> reads them back.</summary>
internal static class CsvText
{
    public const string Anyone = "anyone";

    public static string Of<T>(IEnumerable<T> items) => string.Join(' ', items);

    public static string OfWords<TEnum>(IEnumerable<TEnum> words)
        where TEnum : struct, Enum => Of(words.Select(Words.Write));

    public static string Of(TimeSpan duration) => DurationCheck.Text(duration);

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(double number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(DateOnly date) =>
        date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(IEnumerable<WeeklyWindow> windows) =>
        string.Join("; ", WindowText.Write([.. windows]));

    public static string Of(IEnumerable<ClinicianNeed> people) =>
        string.Join("; ", people.Select(p => p.AnyOf.IsEmpty ? Anyone : Of(p.AnyOf)));

    public static string Of(IEnumerable<EquipmentNeed> needs) =>
        string.Join(
            "; ",
            needs.Select(n => n.Count == 1 ? n.Equipment.Value : $"{n.Equipment}*{n.Count}")
        );

    /// <summary>
    /// A spreadsheet runs a cell that begins like a formula. A leading apostrophe makes it text; <see cref="Unguarded"/> takes it away.
    /// </summary>
    public static string Guarded(string cell) =>
        LooksLikeFormula(cell)
        && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? $"'{cell}"
            : cell;

    public static string Unguarded(string cell) =>
        cell.Length > 1 && cell[0] == '\'' && LooksLikeFormula(cell[1..]) ? cell[1..] : cell;

    private static bool LooksLikeFormula(string cell) =>
        cell.Length > 0 && cell[0] is ('=' or '+' or '-' or '@' or '\t' or '\r');
}
