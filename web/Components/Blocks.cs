using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hubs.Web.Components;

/// <summary>All errors of the form, each linked to its field. The layout shows it; pages need not.</summary>
[HtmlTargetElement("app-error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The field's id, empty for an error of the whole form, and the sentence.</summary>
    public IEnumerable<(string FieldId, string Sentence)> Errors =>
        ViewContext.ModelState.SelectMany(entry =>
            entry.Value!.Errors.Select(error =>
                (entry.Key.Length == 0 ? "" : FieldId.Of(entry.Key), error.ErrorMessage)
            )
        );
}

/// <summary>Important news at the top of a page. <c>success</c> is what the layout uses after a redirect.</summary>
[HtmlTargetElement("app-banner")]
public sealed class BannerTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public string Title { get; set; } = "Important";
    public bool Success { get; set; }
}

/// <summary>A status in words; the colour only helps. Colours: grey, green, aqua-green, blue, purple, pink, red, orange, yellow, white.</summary>
[HtmlTargetElement("app-tag")]
public sealed class TagTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public string? Colour { get; set; }
}

/// <summary>A titled box, as a whole clickable when it has an href.</summary>
[HtmlTargetElement("app-card")]
public sealed class CardTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public string Heading { get; set; } = "";
    public string? Href { get; set; }
}

[HtmlTargetElement("app-inset")]
public sealed class InsetTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

[HtmlTargetElement("app-warning")]
public sealed class WarningTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public string Heading { get; set; } = "";
}

/// <summary>Text that opens when its summary is pressed; as an expander in a box of its own, for a long list of them.</summary>
[HtmlTargetElement("app-details")]
public sealed class DetailsTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public string Summary { get; set; } = "";
    public bool Expander { get; set; }
    public bool Open { get; set; }
}

/// <summary>The step before and after: days, weeks or pages. Either may be missing.</summary>
[HtmlTargetElement("app-pagination", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PaginationTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>What is paged, for screen readers: "Days".</summary>
    public string Label { get; set; } = "Pagination";
    public string? PreviousHref { get; set; }
    public string? PreviousLabel { get; set; }
    public string? NextHref { get; set; }
    public string? NextLabel { get; set; }
}

/// <summary>How far a long job is, in words and as a bar. Scripts may update both by their ids.</summary>
[HtmlTargetElement("app-progress", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProgressTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public string Id { get; set; } = "progress";
    public string Label { get; set; } = "";
    public int Value { get; set; }
    public int Max { get; set; } = 100;

    /// <summary>The same in words: "312 of 850 sessions placed".</summary>
    public string Words { get; set; } = "";
}

/// <summary>A wide table scrolls in its own frame, so the page never does. Write plain thead, tbody, tr, th and td inside.</summary>
[HtmlTargetElement("app-table")]
public sealed class TableTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public string Caption { get; set; } = "";
    public bool CaptionHidden { get; set; }

    /// <summary>On a phone each row becomes a block of its own; for tables whose cells need no heading to be understood.</summary>
    public bool Stacks { get; set; }
    public string Id => FieldId.Of($"table-{Caption}");

    public override void Init(TagHelperContext context) =>
        context.Items[typeof(TableTagHelper)] = this;
}

/// <summary>Gives the plain cells of an <c>app-table</c> their classes; <c>numeric</c> aligns to the right.</summary>
[HtmlTargetElement("thead"), HtmlTargetElement("tbody")]
[HtmlTargetElement("tr"), HtmlTargetElement("th"), HtmlTargetElement("td")]
public sealed class TableCellTagHelper : TagHelper
{
    public bool Numeric { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(TableTagHelper), out var table))
        {
            return;
        }

        var part = context.TagName switch
        {
            "thead" => "head",
            "tbody" => "body",
            "tr" => "row",
            "th" => "header",
            _ => "cell",
        };
        output.Attributes.AddClasses($"nhsuk-table__{part}");
        if (Numeric)
        {
            output.Attributes.AddClasses($"nhsuk-table__{part}--numeric");
        }
        // A browser forgets that something is a table when its parts are drawn as blocks.
        if (((TableTagHelper)table).Stacks)
        {
            output.Attributes.SetAttribute(
                "role",
                (context.TagName, output.Attributes["scope"]?.Value?.ToString()) switch
                {
                    ("thead" or "tbody", _) => "rowgroup",
                    ("tr", _) => "row",
                    ("th", "row") => "rowheader",
                    ("th", _) => "columnheader",
                    _ => "cell",
                }
            );
        }
    }
}
