using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Hubs.Web.Components;

/// <summary>A date as a person types it, and why it is not one. Name it for people with [Display(Name = "the start date")].</summary>
public sealed class DateEntry : IValidatableObject
{
    public string? Day { get; set; }
    public string? Month { get; set; }
    public string? Year { get; set; }

    public static DateEntry Of(DateOnly date) =>
        new()
        {
            Day = date.Day.ToString(CultureInfo.InvariantCulture),
            Month = date.Month.ToString(CultureInfo.InvariantCulture),
            Year = date.Year.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>Null until it is a real date.</summary>
    public DateOnly? Date =>
        DateOnly.TryParseExact(
            $"{Year?.Trim()}-{Month?.Trim()}-{Day?.Trim()}",
            "yyyy-M-d",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Date is not null)
        {
            yield break;
        }

        var name = validationContext.DisplayName;
        (string Part, string? Typed)[] parts =
        [
            (nameof(Day), Day),
            (nameof(Month), Month),
            (nameof(Year), Year),
        ];
        var missing = parts.Where(part => string.IsNullOrWhiteSpace(part.Typed)).ToArray();
        yield return missing switch
        {
            { Length: 3 } => new($"Enter {name}", [nameof(Day)]),
            [var first, ..] => new(
                $"{Sentence(name)} must include a {first.Part.ToLowerInvariant()}",
                [first.Part]
            ),
            [] => new(
                $"{Sentence(name)} must be a real date, for example 27 3 2027",
                [nameof(Day)]
            ),
        };
    }

    private static string Sentence(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
