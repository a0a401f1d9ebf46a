using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hubs.Web.Components;

/// <summary>A component is a tag with a template of the same name beside it, which gets the tag as its model.</summary>
public abstract class ComponentTagHelper(IHtmlHelper html) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    [HtmlAttributeNotBound]
    public IHtmlContent Content { get; private set; } = HtmlString.Empty;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Content = await output.GetChildContentAsync();
        ((IViewContextAware)html).Contextualize(ViewContext);
        var template = GetType().Name.Replace(nameof(TagHelper), "", StringComparison.Ordinal);
        output.TagName = null;
        output.Content.SetHtmlContent(
            await html.PartialAsync($"~/Components/{template}.cshtml", this)
        );
    }
}
