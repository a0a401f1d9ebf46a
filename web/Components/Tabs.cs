using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hubs.Web.Components;

public sealed record TabPanel(string Id, string Label, IHtmlContent Content);

/// <summary>Panels under tabs; without scripting a list of links above all panels.</summary>
[HtmlTargetElement("app-tabs")]
public sealed class TabsTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    public string Title { get; set; } = "Contents";
    public List<TabPanel> Panels { get; } = [];

    public override void Init(TagHelperContext context) =>
        context.Items[typeof(TabsTagHelper)] = this;
}

[HtmlTargetElement("app-tab", ParentTag = "app-tabs")]
public sealed class TabTagHelper : TagHelper
{
    public string Id { get; set; } = "";
    public string Label { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var tabs = (TabsTagHelper)context.Items[typeof(TabsTagHelper)];
        tabs.Panels.Add(new(Id, Label, await output.GetChildContentAsync()));
        output.SuppressOutput();
    }
}
