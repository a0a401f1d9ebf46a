using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hubs.Web.Components;

/// <summary>Facts about one thing, as <c>app-row</c>s.</summary>
[HtmlTargetElement("app-summary-list")]
public sealed class SummaryListTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>One fact; with <c>change-href</c> it ends in a link that says what it changes.</summary>
[HtmlTargetElement("app-row", ParentTag = "app-summary-list")]
public sealed class RowTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public string Key { get; set; } = "";
    public string? ChangeHref { get; set; }
}
