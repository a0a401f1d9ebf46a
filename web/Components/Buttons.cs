using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hubs.Web.Components;

/// <summary>
/// Makes a plain button or link look like one of ours: <c>&lt;button app-button="secondary" asp-page-handler="Cancel"&gt;</c>.
/// Kinds: empty (the one main action of a page), secondary, warning, small may follow ("secondary small").
/// A submit button ignores the second click of a double click.
/// </summary>
[HtmlTargetElement("button", Attributes = "app-button")]
[HtmlTargetElement("a", Attributes = "app-button")]
public sealed class ButtonTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Read by hand: a bound attribute may not be empty.
        var kinds = (context.AllAttributes["app-button"].Value?.ToString() ?? "").Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        output.Attributes.AddClasses([
            "nhsuk-button",
            .. kinds.Select(kind => $"nhsuk-button--{kind}"),
        ]);
        output.Attributes.RemoveAll("app-button");
        output.Attributes.SetAttribute("data-module", "nhsuk-button");
        if (output.TagName == "a")
        {
            output.Attributes.SetAttribute("role", "button");
            output.Attributes.SetAttribute("draggable", "false");
        }
        else
        {
            output.Attributes.SetAttribute("data-prevent-double-click", "true");
        }
    }
}

internal static class ClassList
{
    public static void AddClasses(this TagHelperAttributeList attributes, params string[] classes)
    {
        var written = attributes["class"]?.Value?.ToString();
        attributes.SetAttribute(
            "class",
            string.Join(' ', [.. classes, .. written is null ? [] : new[] { written }])
        );
    }
}
