using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages;

public static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddRazorPages()
            .AddMvcOptions(options =>
            {
                var messages = options.ModelBindingMessageProvider;
                // Without the value: it is in the field still, and may be somebody's details.
                messages.SetAttemptedValueIsInvalidAccessor(
                    (_, field) => $"{field} cannot be read. Check what you typed"
                );
                messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ =>
                    "This cannot be read. Check what you typed"
                );
                messages.SetValueMustBeANumberAccessor(field => $"{field} must be a number");
            });
        builder.Services.AddSingleton<WhatsOn.KeptPage>();
        builder.Services.AddSingleton<Import.PendingImports>();
        builder.Services.AddProblemDetails();
        builder.Services.Configure<CookieTempDataProviderOptions>(options =>
            options.Cookie.Name = PageFraming.MessageCookie
        );
        builder.Services.Configure<FormOptions>(options => options.ValueCountLimit = 2000);
    }

    public static void MapPages(this WebApplication app) => app.MapRazorPages().WithStaticAssets();
}
