using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hubs.Web.Components;

/// <summary>One thing to choose in a select, radios or checkboxes.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null)
{
    /// <summary>First in a select that must not choose for the person: sends nothing.</summary>
    public static Choice None(string text) => new("", text);
}

/// <summary>
/// A form field bound to a property of the page: label, hint, what was typed, and the error beside it,
/// all by the property's name. The error summary links to the same ids.
/// </summary>
public abstract class FieldTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public ModelExpression For { get; set; } = null!;

    /// <summary>Label of a single field, legend of a group.</summary>
    public string Label { get; set; } = "";
    public string? Hint { get; set; }

    /// <summary>s, m, l or xl; nothing for plain text.</summary>
    public string? LabelSize { get; set; }

    public string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
    public string Id => FieldId.Of(Name);
    public virtual string? Error => ErrorOf(Name);
    public string? Value => Typed(Name)?.AttemptedValue ?? Plain(For.Model);
    public string? DescribedBy =>
        string.Join(
            ' ',
            new[]
            {
                Hint is null ? null : $"{Id}-hint",
                Error is null ? null : $"{Id}-error",
            }.OfType<string>()
        )
            is { Length: > 0 } ids
            ? ids
            : null;

    protected ModelStateEntry? Typed(string name) => ViewContext.ModelState[name];

    protected string? ErrorOf(string name) =>
        Typed(name)?.Errors is [var first, ..] ? first.ErrorMessage : null;

    private static string? Plain(object? value) =>
        value switch
        {
            null => null,
            DateOnly or TimeOnly => ((IFormattable)value).ToString("o", null)[
                ..(value is DateOnly ? 10 : 5)
            ],
            IFormattable formattable => formattable.ToString(
                null,
                System.Globalization.CultureInfo.InvariantCulture
            ),
            _ => value.ToString(),
        };
}

public static class FieldId
{
    public static string Of(string name) => TagBuilder.CreateSanitizedId(name, "-");
}

[HtmlTargetElement("app-input", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InputTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    public string Type { get; set; } = "text";

    /// <summary>Characters: 2, 3, 4, 5, 10, 20 or 30; nothing for the whole line.</summary>
    public int? Width { get; set; }
    public string? Inputmode { get; set; }
    public string? Autocomplete { get; set; }
    public string? Suffix { get; set; }
}

[HtmlTargetElement("app-select", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SelectTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    public IEnumerable<Choice> Choices { get; set; } = [];
}

/// <summary>Exactly one of a few; for more than about seven use a select.</summary>
[HtmlTargetElement("app-radios", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RadiosTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    public IEnumerable<Choice> Choices { get; set; } = [];
    public bool Inline { get; set; }
    public bool Small { get; set; }
}

/// <summary>Any of a few; binds to a list of strings.</summary>
[HtmlTargetElement("app-checkboxes", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CheckboxesTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    public IEnumerable<Choice> Choices { get; set; } = [];
    public bool Small { get; set; }

    public ImmutableHashSet<string> Ticked =>
        [
            .. Typed(Name)?.RawValue switch
            {
                string[] several => several,
                string one => [one],
                _ => For.Model as IEnumerable<string> ?? [],
            },
        ];
}

/// <summary>Day, month and year as three boxes; binds to a <see cref="DateEntry"/>.</summary>
[HtmlTargetElement("app-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    public IEnumerable<(string Part, string Name, string? Value, int Width)> Boxes =>
        [
            ("Day", $"{Name}.Day", PartOf("Day", entry => entry.Day), 2),
            ("Month", $"{Name}.Month", PartOf("Month", entry => entry.Month), 2),
            ("Year", $"{Name}.Year", PartOf("Year", entry => entry.Year), 4),
        ];

    public override string? Error =>
        ErrorOf(Name)
        ?? ErrorOf($"{Name}.Day")
        ?? ErrorOf($"{Name}.Month")
        ?? ErrorOf($"{Name}.Year");

    private string? PartOf(string part, Func<DateEntry, string?> kept) =>
        Typed($"{Name}.{part}")?.AttemptedValue
        ?? (For.Model is DateEntry entry ? kept(entry) : null);
}
